// Accounts made through the API, so that only the tests of signing in have to type.
import { randomUUID } from 'node:crypto';

const PASSWORD = 'correct horse battery';

async function post(server, path, body, token) {
  const reply = await fetch(`${server.url}/api/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) },
    body: JSON.stringify(body),
  });
  if (!reply.ok) throw new Error(`${path} answered ${reply.status}: ${await reply.text()}`);
  return reply;
}

function cookiesOf(reply, url) {
  return reply.headers.getSetCookie().map((line) => {
    const [pair] = line.split(';');
    const cut = pair.indexOf('=');
    return { name: pair.slice(0, cut), value: pair.slice(cut + 1), url, httpOnly: true, sameSite: 'Strict' };
  });
}

/** A new account: its credentials, its API, and sessions for browser profiles. */
export async function signUp(server, name = 'Ada Lovelace') {
  const email = `${randomUUID().slice(0, 8)}@example.com`;
  const credentials = { email, password: PASSWORD };
  await post(server, 'auth/register', { name, ...credentials, confirm_password: PASSWORD });
  const { token, user } = await (await post(server, 'auth/login', credentials)).json();
  return {
    name,
    ...credentials,
    user,
    /** The cookies of a session of its own: a refresh token is good for one browser profile only. */
    newSession: async () => cookiesOf(await post(server, 'auth/login', credentials), server.url),
    post: async (path, body) => (await post(server, path, body, token)).json(),
    get: async (path) => {
      const answer = await fetch(`${server.url}/api/${path}`, { headers: { authorization: `Bearer ${token}` } });
      return answer.json();
    },
  };
}
