// What compares must be able to find something.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compareHeaders, compareJson } from './compare.mjs';
import { Differences } from './differences.mjs';
import { compareStreams } from './frames.mjs';
import { Ids } from './ids.mjs';

const A = '06140483-388e-540d-9881-263378001612';
const B = '16140483-388e-540d-9881-263378001612';

function findings(compare) {
  const found = [];
  compare({ ids: new Ids(), report: (path, kind) => found.push(`${kind} ${path}`.trim()) });
  return found;
}

const json = (recorded, ours) => findings((context) => compareJson(recorded, ours, '', context));

test('equal replies have no difference, whatever their ids and times', () => {
  const reply = (id, time) => ({ id, again: id, at: time, list: [{ n: 1 }], nothing: null });
  assert.deepEqual(json(reply(A, '2026-11-20T10:27:27.634Z'), reply(B, '2027-01-01T00:00:00.000Z')), []);
});

test('each kind of difference is found', () => {
  assert.deepEqual(json({ a: 1 }, {}), ['missing a']);
  assert.deepEqual(json({}, { a: 1 }), ['extra a']);
  assert.deepEqual(json({ a: { b: null } }, { a: { b: 'x' } }), ['type a.b']);
  assert.deepEqual(json({ a: 'x' }, { a: null }), ['type a']);
  assert.deepEqual(json({ a: 1 }, { a: '1' }), ['type a']);
  assert.deepEqual(json({ a: true }, { a: false }), ['value a']);
  assert.deepEqual(json({ a: A }, { a: 'not an id' }), ['value a']);
  assert.deepEqual(json({ a: A, b: A }, { a: A, b: B }), ['link b']);
  assert.deepEqual(json([1, 2], [1]), ['length']);
  assert.deepEqual(json([{ messageId: A, n: 1 }], [{ messageId: B, n: '1' }]), ['type [].n']);
});

test('items of a list are compared with those of the same id', () => {
  const found = findings((context) => {
    context.ids.learn(A, B, 'uuid');
    compareJson([{ messageId: A, text: 'a' }], [{ messageId: A, text: 'b' }, { messageId: B, text: 'a' }], '', {
      ...context,
      subset: true,
    });
  });
  assert.deepEqual(found, []);
});

test('headers and cookies', () => {
  const cookie = (text) => findings(({ report }) =>
    compareHeaders({ 'set-cookie': ['t=1; Path=/; HttpOnly; Expires=Fri, 27 Nov 2026 10:27:38 GMT'] }, new Headers([['set-cookie', text]]), report));
  assert.deepEqual(cookie('t=2; HttpOnly; Path=/; Expires=Sat, 28 Nov 2026 10:27:38 GMT'), []);
  assert.equal(cookie('t=2; Path=/; Expires=Sat, 28 Nov 2026 10:27:38 GMT').length, 2);
  const type = findings(({ report }) => compareHeaders({ 'content-type': 'application/json' }, new Headers(), report));
  assert.deepEqual(type, ['header content-type']);
});

test('streams: order, kinds and text', () => {
  const delta = (text) => ({ event: 'on_message_delta', data: { delta: { content: [{ type: 'text', text }] } } });
  const step = { event: 'on_run_step', data: {} };
  const compare = (recorded, ours) =>
    findings((context) => compareStreams(recorded, ours, context, { ended: true }));
  assert.deepEqual(compare([step, delta('a'), delta('b')], [step, delta('ab')]), []);
  assert.deepEqual(compare([step, delta('a')], [delta('a'), step]), ['sequence']);
  assert.deepEqual(compare([step, delta('a')], [step, delta('b')]), ['text']);
  assert.deepEqual(compare([step], [step, { event: 'on_new', data: {} }]), ['extra event on_new']);
  const lost = [step, delta('a'), { final: true, responseMessage: { content: [] } }];
  assert.deepEqual(compare(lost, lost), ['text final'], 'what was streamed must be what is saved');
});

test('a rule allows what it names, and is told when nothing needs it', () => {
  const rules = new Differences([{ where: 'GET /a*', path: ['b.*', 'c'], kind: 'missing', reason: 'because' }]);
  const finding = { transcript: '01', where: 'GET /a/b', path: 'b.x', kind: 'missing' };
  assert.equal(rules.allow(finding), true);
  assert.equal(rules.allow({ ...finding, kind: 'extra' }), false);
  assert.equal(rules.allow({ ...finding, where: 'POST /a' }), false);
  assert.deepEqual(rules.unused(), ['GET /a* c (missing)']);
});
