// Drives Klatch through LibreChat's public client package, and validates what it sends with that
// package's schemas.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import axios from 'axios';
import {
  Constants,
  createPayload,
  dataService,
  permissionsSchema,
  request,
  setTokenHeader,
  tConversationSchema,
  tConvoUpdateSchema,
  tMessageSchema,
} from 'librechat-data-provider';
import { startServer } from '../e2e/support/server.js';
import { kindOf, readFrames, spokenText } from './support/frames.mjs';
import { startUpstream, TITLE } from './upstream.mjs';

const LIMIT = { timeout: 30_000 };
const password = 'correct horse battery staple';
const person = { name: 'Ada Example', username: 'ada', email: 'ada@example.com', password, confirm_password: password };
const LONG = Array.from({ length: 400 }, (_, index) => `word${index}`).join(' ');

let upstream;
let server;
let token;

before(async () => {
  upstream = await startUpstream();
  const yaml = readFileSync(join(import.meta.dirname, 'librechat.yaml'), 'utf8');
  server = await startServer({ yaml, env: { UPSTREAM_URL: upstream.url } });
  axios.defaults.baseURL = server.url;
  axios.defaults.timeout = 20_000;
});

after(async () => {
  await server?.stop();
  await upstream?.stop();
  await server?.remove();
});

/** What the web client's form makes of a typed message. */
function submission(text, model, { conversationId = null, parentMessageId = Constants.NO_PARENT } = {}) {
  const messageId = randomUUID();
  return {
    userMessage: {
      text,
      sender: 'User',
      isCreatedByUser: true,
      messageId,
      parentMessageId,
      conversationId,
      error: false,
    },
    conversation: { conversationId, endpoint: 'Fake', endpointType: 'custom', model },
    endpointOption: { endpoint: 'Fake', endpointType: 'custom', model, modelDisplayLabel: 'Fake' },
    isTemporary: false,
    isRegenerate: false,
    clientRequestId: randomUUID(),
  };
}

/** Starts a turn with the client's own payload. */
async function start(text, model, turn) {
  const { server: path, payload } = createPayload(submission(text, model, turn));
  return request.post(path, payload);
}

function follow(streamId, query = '') {
  return fetch(`${server.url}/api/agents/chat/stream/${streamId}${query}`, {
    headers: { authorization: `Bearer ${token}` },
    signal: AbortSignal.timeout(20_000),
  });
}

async function wholeTurn(text, model, turn) {
  const started = await start(text, model, turn);
  const frames = await readFrames(await follow(started.streamId));
  return { started, frames, final: frames.at(-1) };
}

/** The schema knows built-in endpoints only; the client takes a custom one for its type. */
function parseConversation(conversation) {
  return tConversationSchema.parse({ ...conversation, endpoint: conversation.endpointType });
}

/** Frames as the client's stream handlers check them. */
function checkFrames(frames) {
  assert.equal(kindOf(frames[0]), 'created');
  tMessageSchema.parse(frames[0].message);
  const last = frames.at(-1);
  assert.equal(kindOf(last), 'final');
  tConvoUpdateSchema.parse(last.conversation);
  for (const message of [last.requestMessage, last.responseMessage]) {
    tMessageSchema.parse(message);
    assert.ok(!message.messageId.endsWith('_'), 'a settled id does not end in _');
  }
}

test('register, sign in and load the application', LIMIT, async (t) => {
  const before = await dataService.getStartupConfig();
  assert.equal(before.registrationEnabled, true);
  assert.equal(before.interface, undefined);
  const registered = await dataService.register(person);
  assert.equal(typeof registered.message, 'string');

  const signedIn = await dataService.login({ email: person.email, password });
  assert.equal(signedIn.user.email, person.email);
  assert.equal(signedIn.user.role, 'ADMIN', 'the first user is the administrator');
  token = signedIn.token;
  const claims = JSON.parse(Buffer.from(token.split('.')[1], 'base64url').toString());
  assert.equal(claims.id, signedIn.user.id);
  assert.ok(claims.exp > claims.iat, 'the client reads when the token ends');
  setTokenHeader(token);

  await t.test('what the first page needs', async () => {
    const [config, user, role, own, endpoints, models] = await Promise.all([
      dataService.getStartupConfig(),
      dataService.getUser(),
      dataService.getRole('USER'),
      dataService.getRole('ADMIN'),
      dataService.getAIEndpoints(),
      dataService.getModels(),
    ]);
    assert.equal(typeof config.interface, 'object');
    assert.equal(user.id, signedIn.user.id);
    for (const one of [role, own]) permissionsSchema.partial().parse(one.permissions);
    assert.equal(endpoints.Fake.type, 'custom');
    assert.equal(endpoints.Fake.modelDisplayLabel, 'Fake');
    assert.ok(Number.isInteger(endpoints.Fake.order));
    assert.ok(models.Fake.includes('echo'));
    assert.ok(!('initial' in models), 'the client takes “initial” for “not loaded yet”');
    // Agents are listed by a route of their own.
    const withModels = Object.keys(endpoints).filter((name) => name !== 'agents');
    for (const name of withModels) assert.ok(Array.isArray(models[name]), `models of ${name}`);
  });

  await t.test('what it asks for beside', async () => {
    assert.deepEqual((await dataService.listConversations({})).conversations, []);
    assert.deepEqual((await dataService.getActiveJobs()).activeJobIds, []);
    assert.equal(typeof (await dataService.getSearchEnabled()), 'boolean');
    assert.ok(Array.isArray(await dataService.getPresets()));
    assert.ok(Array.isArray(await dataService.getConversationTags()));
    assert.ok(Array.isArray(await dataService.getFiles()));
    assert.ok(Array.isArray(await dataService.getAllPromptGroups()));
    assert.ok(Array.isArray((await dataService.listAgents({ requiredPermission: 1 })).data));
    assert.ok(Array.isArray((await dataService.listProjects({})).projects));
    assert.equal((await dataService.userKeyQuery?.('Fake'))?.expiresAt ?? null, null);
    await dataService.getTokenConfig();
    await dataService.getFileConfig();
    await dataService.getBanner();
    await dataService.getMCPServers();
  });
});

test('a conversation: first turn, follow-up, rename, edit, delete', LIMIT, async () => {
  const first = await wholeTurn('Hello from the package', 'echo');
  checkFrames(first.frames);
  assert.equal(spokenText(first.frames), 'Hello from the package');
  const { conversationId } = first.started;
  assert.equal((await dataService.genTitle({ conversationId })).title, TITLE);

  const second = await wholeTurn('And again', 'echo', {
    conversationId,
    parentMessageId: first.final.responseMessage.messageId,
  });
  checkFrames(second.frames);
  assert.equal(second.started.conversationId, conversationId);

  const messages = await dataService.getMessagesByConvoId(conversationId);
  assert.equal(messages.length, 4);
  messages.forEach((message) => tMessageSchema.parse(message));
  assert.equal(messages[0].parentMessageId, Constants.NO_PARENT);
  for (const at of [1, 2, 3]) assert.equal(messages[at].parentMessageId, messages[at - 1].messageId);

  const conversation = await dataService.getConversationById(conversationId);
  parseConversation(conversation);
  assert.equal(conversation.title, TITLE);
  const list = await dataService.listConversations({});
  list.conversations.forEach((item) => tConvoUpdateSchema.parse(item));
  assert.deepEqual(list.conversations.map((item) => item.conversationId), [conversationId]);
  assert.equal(list.nextCursor, null);

  const renamed = await dataService.updateConversation({ conversationId, title: 'Another title' });
  assert.equal(parseConversation(renamed).title, 'Another title');
  await dataService.updateMessage({ conversationId, messageId: messages[0].messageId, model: 'echo', text: 'Changed' });
  assert.equal((await dataService.getMessagesByConvoId(conversationId))[0].text, 'Changed');

  const deleted = await dataService.deleteConversation({ conversationId, source: 'button' });
  assert.equal(deleted.deletedCount, 1);
  assert.deepEqual((await dataService.listConversations({})).conversations, []);
  await assert.rejects(dataService.getConversationById(conversationId), (failure) => failure.response.status === 404);
});

test('a running answer: status, active, resume, stop', LIMIT, async () => {
  const started = await start(LONG, 'echo-20');
  const { streamId, conversationId } = started;
  assert.equal(started.status, 'started');
  assert.ok(Number.isInteger(started.generationCreatedAt), 'without it the client shows no stop button');
  assert.deepEqual((await dataService.getActiveJobs()).activeJobIds, [conversationId]);

  const leaving = new AbortController();
  const live = await follow(streamId, `?generationCreatedAt=${started.generationCreatedAt}`);
  let deltas = 0;
  const reading = readFrames(live, (frame) => {
    if (kindOf(frame) === 'on_message_delta' && ++deltas === 10) leaving.abort();
  });
  await new Promise((done) => leaving.signal.addEventListener('abort', done));

  const status = await request.get(`/api/agents/chat/status/${conversationId}`);
  assert.equal(status.active, true);
  assert.equal(status.createdAt, started.generationCreatedAt);
  assert.ok(LONG.startsWith(status.aggregatedContent[0].text));

  const resumed = readFrames(await follow(streamId, '?resume=true'));
  const aborted = await request.post('/api/agents/chat/abort', {
    conversationId,
    generationCreatedAt: started.generationCreatedAt,
  });
  assert.equal(aborted.success, true);
  const [frames, again] = await Promise.all([reading, resumed]);
  checkFrames(frames);
  assert.equal(kindOf(again[0]), 'sync');
  assert.equal(spokenText(again), spokenText(frames), 'both readers saw the same');
  assert.ok(LONG.startsWith(spokenText(frames)) && spokenText(frames).length > 0);
  assert.equal(frames.at(-1).aborted, true);

  const saved = await dataService.getMessagesByConvoId(conversationId);
  assert.equal(saved.at(-1).unfinished, true);
  assert.equal(saved.at(-1).content[0].text, spokenText(frames));
  assert.deepEqual((await dataService.getActiveJobs()).activeJobIds, []);
  assert.equal((await request.get(`/api/agents/chat/status/${conversationId}`)).active, false);
});

test('the same request sent twice starts one answer', LIMIT, async () => {
  const { server: path, payload } = createPayload(submission('Only once', 'echo-20'));
  const [one, other] = await Promise.all([request.post(path, payload), request.post(path, payload)]);
  assert.equal(one.conversationId, other.conversationId);
  assert.equal(one.generationCreatedAt, other.generationCreatedAt);
  await readFrames(await follow(one.streamId));
  assert.equal((await dataService.getMessagesByConvoId(one.conversationId)).length, 2);
});

test('a provider that fails ends the stream with a message the client can show', LIMIT, async () => {
  for (const model of ['err400', 'html404', 'cut', 'midError']) {
    const { frames, final } = await wholeTurn(`please fail with ${model}`, model);
    checkFrames(frames);
    const part = final.responseMessage.content.at(-1);
    assert.equal(part.type, 'error', model);
    assert.equal(typeof part.error, 'string', model);
    assert.doesNotMatch(part.error, /<html|sk-test/, `${model}: no page and no key`);
  }
});

test('signing out ends the session', LIMIT, async () => {
  const reply = await dataService.logout();
  assert.equal(typeof reply.message, 'string');
  setTokenHeader(undefined);
  await assert.rejects(dataService.getUser(), (failure) => failure.response.status === 401);
  await assert.rejects(
    dataService.login({ email: person.email, password: 'not the password' }),
    (failure) => failure.response.status === 404,
  );
});
