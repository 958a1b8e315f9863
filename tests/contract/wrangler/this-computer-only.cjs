/* Loaded into wrangler before its own code: whatever it wants to reach but this computer is refused, and noted in a file. */
const { appendFileSync } = require('node:fs');
const { Socket } = require('node:net');

const connect = Socket.prototype.connect;

Socket.prototype.connect = function connectHere(...given) {
  const [first] = given.flat();
  const host = typeof first === 'object' && first !== null ? first.host : given[1];
  const isHere = host === '127.0.0.1' || (typeof first === 'object' && typeof first?.path === 'string');
  if (isHere) return connect.apply(this, given);
  appendFileSync(process.env.REACHED_FILE, `${host}\n`);
  process.nextTick(() => this.destroy(new Error(`This test reaches this computer only, not ${host}.`)));
  return this;
};
