#!/usr/bin/env node
// Old syntax on purpose: this file must run on any Node to say that the Node is too old.
var have = process.versions.node.split('.').map(Number);
if (have[0] < 24 || (have[0] === 24 && have[1] < 11)) {
  process.stderr.write(
    'pathlight needs Node 24.11 or newer; this is Node ' +
      process.versions.node +
      '. Install a newer Node and run it again.\n',
  );
  process.exit(1);
}
// node:sqlite is still marked experimental in Node 24; its notice is of no use to a user.
var emit = process.emitWarning;
process.emitWarning = function (warning, options) {
  var type = typeof options === 'string' ? options : options && options.type;
  if (type === 'ExperimentalWarning' || (warning && warning.name === 'ExperimentalWarning')) return;
  return emit.apply(process, arguments);
};
import('../dist/src/cli/main.js')
  .then(function (m) {
    return m.run(process.argv.slice(2));
  })
  .then(function (code) {
    if (process.exitCode === undefined) process.exitCode = code;
  });
