// Prints the fields of exported interfaces, with what their comments say, as JSON. Its argument is a pattern of paths.
// A program of its own, because TypeScript's API comes as ES modules, which Jest does not load.
// Its tsconfig reads the project alone, without libraries, because nothing but comments is asked for.
import { join, relative } from "node:path";
import { SyntaxKind } from "typescript/unstable/ast";
import { API } from "typescript/unstable/sync";

const root = process.cwd();
const paths = new RegExp(process.argv[2]);

const api = new API({ cwd: root });
try {
  const snapshot = api.updateSnapshot({ openProjects: [join(import.meta.dirname, "interface-fields.tsconfig.json")] });
  const [{ program, rootFiles }] = snapshot.getProjects();
  const files = rootFiles.map((file) => relative(root, file)).filter((file) => paths.test(file));
  console.log(JSON.stringify(files.flatMap((file) => fieldsOf(program.getSourceFile(`${root}/${file}`), file))));
} finally {
  api.close();
}

function fieldsOf(source, file) {
  return source.statements
    .filter((node) => node.kind === SyntaxKind.InterfaceDeclaration && isExported(node))
    .flatMap(({ name, members }) =>
      [...members].map((field) => {
        const comment = field.jsDoc?.at(-1);
        return {
          file,
          line: source.text.slice(0, field.getStart(source)).split("\n").length,
          of: name.text,
          name: field.name?.text,
          isOptional: field.postfixToken?.kind === SyntaxKind.QuestionToken,
          sentence: textOf(comment?.comment),
          default: textOf(comment?.tags?.find((tag) => tag.tagName.text === "default")?.comment),
        };
      }),
    );
}

function isExported({ modifiers }) {
  return [...(modifiers ?? [])].some(({ kind }) => kind === SyntaxKind.ExportKeyword);
}

function textOf(comment) {
  const text = typeof comment === "string" ? comment : [...(comment ?? [])].map((part) => part.text).join("");
  return text.trim();
}
