/** The command line. Commands load what they need when they run, so that `--help` is quick. */
import { Command, CommanderError } from 'commander';
import { register } from './commands/index.ts';
import { exits, type Streams } from './context.ts';
import { safe } from './output/terminal.ts';
import { packageVersion } from './version.ts';

/** The process's own streams. A reader that closes early (`| head`) is no error: what follows is not written. */
function ownStreams(): Streams {
  const { stdout, stderr } = process;
  let closed = false;
  stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (!closed && error.code !== 'EPIPE') {
      stderr.write(oneLine(`the output cannot be written (${error.code ?? error.message})`));
      process.exitCode = exits.error;
    }
    closed = true;
  });
  return {
    out: (text) => {
      if (!closed) stdout.write(text);
    },
    err: (text) => stderr.write(text),
    terminal: { out: stdout.isTTY, err: stderr.isTTY, columns: stderr.columns ?? 100 },
  };
}

/** Runs one command and gives the exit code. Never throws. */
export async function run(argv: readonly string[], to: Streams = ownStreams()): Promise<number> {
  let code: number = exits.clean;
  const program = new Command('pathlight')
    .description('Finds AI assets in your clouds, read-only, and says what is wrong, with evidence')
    .version(packageVersion(), '-V, --version', 'print the version')
    .exitOverride()
    .showSuggestionAfterError(true)
    .configureOutput({
      writeOut: to.out,
      // Help that nobody asked for: `failure` says in one line what is missing.
      writeErr: () => undefined,
      outputError: (text) => to.err(oneLine(withRemedy(text.replace(/^error: /, '').trim()))),
    });
  register(program, to, (result) => {
    code = result;
  });
  try {
    await program.parseAsync([...argv], { from: 'user' });
    return code;
  } catch (error) {
    return failure(error, to);
  }
}

/** Usage mistakes are 2; help and version are 0; everything else is 1, in one line that names the thing. */
function failure(error: unknown, to: Streams): number {
  if (error instanceof CommanderError) {
    // Not a success: a script may have lost its argument.
    if (error.code === 'commander.help' && error.exitCode !== 0)
      to.err(oneLine('a command is missing: add --help to see what there is'));
    return error.exitCode === 0 ? exits.clean : exits.usage;
  }
  const { name, message } = error instanceof Error ? error : { name: 'Error', message: String(error) };
  const place = name === 'RefusedQuery' ? placeOf(error) : '';
  to.err(oneLine(place + (message === '' ? name : message)));
  return name === 'UsageError' || name === 'RefusedQuery' ? exits.usage : exits.error;
}

const placeOf = (error: unknown): string => {
  const { line, column } = error as { readonly line?: number; readonly column?: number };
  return line === undefined ? '' : `query, line ${line}, column ${column}: `;
};

/** The parser suggests a name only if one is near. */
const withRemedy = (text: string): string =>
  /^(unknown|too many|missing)/.test(text) && !text.includes('Did you mean')
    ? `${text.replace(/\.$/, '')}: --help shows what there is`
    : text;

const oneLine = (text: string): string => `pathlight: ${safe(text.trim().replaceAll(/\s*\n\s*/g, ' '))}\n`;

if (import.meta.main) {
  const code = await run(process.argv.slice(2));
  // An output that could not be written has set its own code.
  process.exitCode ??= code;
}
