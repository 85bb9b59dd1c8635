/**
 * The column of an error in a line of code that was compiled before it ran. Compilers keep lines but not
 * columns, so the column comes from the expression that the message names.
 */

export interface ColumnOfError {
  readonly column: number;
  readonly length?: number;
}

/** Without such an expression, or with several like it, the result is the first character of the line. */
export function columnOfError(line: string, message: string): ColumnOfError {
  const name = namedIn(message);
  const thrown = line.indexOf("throw new ");
  if (name === undefined && thrown !== -1) return { column: thrown + "throw ".length + 1 };
  const at = name === undefined ? -1 : line.indexOf(name);
  if (name === undefined || at === -1 || line.includes(name, at + 1))
    return { column: line.length - line.trimStart().length + 1 };
  const last = name.lastIndexOf(".") + 1;
  return { column: at + last + 1, length: name.length - last };
}

/** `a.b` of "a.b is not a function", `.b` of "properties of undefined (reading 'b')". */
function namedIn(message: string): string | undefined {
  const property = /\((?:reading|setting) '([^']+)'\)/.exec(message)?.[1];
  if (property !== undefined) return `.${property}`;
  return /^([\w$.]+)(?:\(\.\.\.\))? is not /.exec(message)?.[1];
}
