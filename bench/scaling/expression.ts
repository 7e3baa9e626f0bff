/** A value of a metric or expression in one period; nothing if there is no data. */
export type Value = number | undefined;

type Values = Readonly<Record<string, Value>>;
type Evaluate = (values: Values) => Value;

const TOKEN = /\s*(?:(\d+(?:\.\d+)?)|([A-Za-z]\w*)|([-+*/(),]))/y;

/** Functions of metric math that take numbers (https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html). */
const FUNCTIONS: Readonly<Record<string, (number: number) => number>> = {
  ABS: Math.abs,
  CEIL: Math.ceil,
  FLOOR: Math.floor,
};

const OPERATIONS: Readonly<Record<string, (left: number, right: number) => number>> = {
  "+": (left, right) => left + right,
  "-": (left, right) => left - right,
  "*": (left, right) => left * right,
  "/": (left, right) => left / right,
};

/** The arithmetic of CloudWatch's metric math, for one period: without data in one operand, there is none in the result. */
export function metricMath(expression: string): Evaluate {
  const tokens = tokensOf(expression);
  const result = sum(tokens);
  if (tokens.length > 0) throw new Error(`"${tokens.join(" ")}" in the expression "${expression}" is not understood`);
  return result;
}

function tokensOf(text: string): string[] {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  for (let end = 0; text.slice(end).trim() !== ""; end = TOKEN.lastIndex) {
    const found = TOKEN.exec(text);
    if (!found) throw new Error(`"${text.slice(end)}" in the expression "${text}" is not understood`);
    tokens.push(found[0].trim());
  }
  return tokens;
}

function sum(tokens: string[]): Evaluate {
  return chain(tokens, ["+", "-"], (rest) => chain(rest, ["*", "/"], operand));
}

/** Operands with operators of one precedence between, from left to right. */
function chain(tokens: string[], operators: readonly string[], next: (tokens: string[]) => Evaluate): Evaluate {
  let left = next(tokens);
  while (operators.includes(tokens[0]!)) {
    const operation = OPERATIONS[tokens.shift()!]!;
    left = combined(left, next(tokens), operation);
  }
  return left;
}

function combined(left: Evaluate, right: Evaluate, operation: (left: number, right: number) => number): Evaluate {
  return (values) => {
    const [one, other] = [left(values), right(values)];
    return one === undefined || other === undefined ? undefined : operation(one, other);
  };
}

function operand(tokens: string[]): Evaluate {
  const token = tokens.shift() ?? "";
  if (/^\d/.test(token)) return () => Number(token);
  if (token === "(") return closed(tokens, sum(tokens));
  if (tokens[0] === "(") return call(token, tokens);
  if (!/^[a-z]/.test(token)) throw new Error(`"${token}" is no operand`);
  return (values) => {
    if (!Object.hasOwn(values, token)) throw new Error(`there is no metric "${token}"`);
    return values[token];
  };
}

function call(name: string, tokens: string[]): Evaluate {
  tokens.shift();
  const first = sum(tokens);
  if (name === "FILL") {
    take(tokens, ",");
    const filling = closed(tokens, sum(tokens));
    return (values) => first(values) ?? filling(values);
  }
  const apply = FUNCTIONS[name];
  if (!apply) throw new Error(`the function ${name} is not simulated`);
  const argument = closed(tokens, first);
  return (values) => {
    const value = argument(values);
    return value === undefined ? undefined : apply(value);
  };
}

function closed(tokens: string[], result: Evaluate): Evaluate {
  take(tokens, ")");
  return result;
}

function take(tokens: string[], wanted: string): void {
  const token = tokens.shift();
  if (token !== wanted) throw new Error(`"${token}" is there in place of "${wanted}"`);
}
