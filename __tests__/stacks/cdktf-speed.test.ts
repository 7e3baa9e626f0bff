import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App, DefaultTokenResolver, Fn, Lazy, ref, StringConcat, TerraformStack, Token, Tokenization } from "cdktf";
import * as fc from "fast-check";
import { resolvePlain } from "../../stacks/cdktf/resolve-plain";

const stack = new TerraformStack(new App({ outdir: mkdtempSync(join(tmpdir(), "drydock-cdktf-speed-")) }), "stack");
afterAll(() => rmSync((stack.node.root as App).outdir, { recursive: true }));

/** cdktf's own way, for any value. */
function original(value: unknown): unknown {
  const resolver = new DefaultTokenResolver(new StringConcat());
  return Tokenization.resolve(value, { scope: stack, preparing: false, resolver });
}

/** A call's value, or that it is refused. */
function outcome(call: () => unknown): unknown {
  try {
    return { value: call() };
  } catch {
    return "refused";
  }
}

const token = fc.constantFrom<() => unknown>(
  () => ref("aws_vpc.main.id", stack),
  () => Token.asString(ref("aws_vpc.main.id", stack)),
  () => `arn:${Token.asString(ref("aws_vpc.main.arn", stack))}/*`,
  () => Token.asNumber(ref("aws_db_instance.main.port", stack)),
  () => `port ${Token.asNumber(ref("aws_db_instance.main.port", stack))}`,
  () => Token.asList(ref("aws_subnet.all.ids", stack)),
  () => Token.asNumberList(ref("aws_subnet.all.sizes", stack)),
  () => Token.asStringMap(ref("aws_vpc.main.tags", stack)),
  () => Token.asNumberMap(ref("aws_vpc.main.counts", stack)),
  () => Token.asAnyMap(ref("aws_vpc.main.all", stack)),
  () => Token.STRING_MAP_TOKEN_VALUE,
  () => Token.NUMBER_MAP_TOKEN_VALUE,
  () => Fn.join(",", ["a", Token.asString(ref("aws_vpc.main.id", stack))]),
  () => Lazy.anyValue({ produce: () => ({ lazy: [undefined, Token.asString(ref("aws_vpc.main.id", stack))] }) }),
  () => new Date(0),
  () => () => "a function",
);
const leaf = fc.oneof(
  fc.string().map((text) => () => text as unknown),
  fc.double().map((number) => () => number as unknown),
  fc.constantFrom<() => unknown>(
    () => undefined,
    () => null,
    () => true,
    () => "${aws_vpc.main.id}",
    () => "1e+289",
    () => "",
  ),
  token,
);
const key = fc.oneof(
  fc.string().filter((text) => text !== "__proto__"),
  fc.constantFrom("id", "${aws_vpc.main.id}", Token.asString(ref("aws_vpc.k", stack))),
);
const { value } = fc.letrec<{ value: () => unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    leaf,
    fc.array(tie("value")).map((items) => () => items.map((item) => item())),
    fc.array(fc.tuple(key, tie("value"))).map((entries) => () => Object.fromEntries(entries.map(([k, v]) => [k, v()]))),
  ),
}));

test("what is resolved is what cdktf resolves, whatever has tokens", () => {
  const resolve = resolvePlain((one) => original(one));
  fc.assert(
    fc.property(value, (make) => {
      const made = make();
      expect(outcome(() => resolve(made, {}))).toStrictEqual(outcome(() => original(made)));
    }),
    { numRuns: Number(process.env["FAST_CHECK_RUNS"] ?? 200) },
  );
});

test("what has no token is not copied", () => {
  const plain = { name: "main", tags: [{ key: "a", value: 1 }], nested: { yes: true, nothing: null } };
  const refuse = () => {
    throw new Error("asked cdktf");
  };
  expect(resolvePlain(refuse)(plain, {})).toBe(plain);
});
