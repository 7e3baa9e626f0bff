import { KINDS } from "../kinds";
import { KIND_NAMES, SECTIONS } from "../kinds/core/sections";
import { BUILT_IN_VARIABLES } from "../language/built-in-variables";
import { environmentNode, type Node, pipelinesNode } from "./json-schema";

/** What a word is replaced by. */
const MEANINGS: Record<(typeof BUILT_IN_VARIABLES)[number], string> = {
  account: "the environment's `account`",
  domain: "the environment's `domain`",
  environment: "the environment's name",
  region: "the environment's `region`",
  system: "the system's name",
  variables: "`${variables.<name>}`: a value of `variables`",
};

function row(...cells: string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll("|", "\\|").replaceAll("\n", " ")).join(" | ")} |`;
}

function table(head: string[], rows: string[]): string {
  return [row(...head), row(...head.map(() => "---")), ...rows].join("\n");
}

function inYaml(value: unknown): string {
  if (Array.isArray(value)) {
    return `[${value.map(inYaml).join(", ")}]`;
  }
  if (typeof value === "object" && value !== null) {
    const entries = Object.entries(value).map(([key, entry]) => `${key}: ${inYaml(entry)}`);
    return `{ ${entries.join(", ")} }`;
  }
  return String(value);
}

function code(value: unknown): string {
  return `\`${inYaml(value)}\``;
}

function range({ minimum, maximum }: Node): string {
  if (minimum !== undefined && maximum !== undefined) {
    return `, ${minimum} to ${maximum}`;
  }
  return minimum === undefined ? "" : `, at least ${minimum}`;
}

function typeOf(node: Node): string {
  if (node.anyOf !== undefined) {
    return node.anyOf.map(typeOf).join(" or ");
  }
  if (node.enum !== undefined || node.const !== undefined) {
    return (node.enum ?? [node.const]).map(code).join(", ");
  }
  const names: Record<string, string> = {
    string: node.title ?? "text",
    integer: `whole number${range(node)}`,
    number: `number${range(node)}`,
    boolean: "true or false",
    array: `list of ${node.items ? typeOf(node.items) : "values"}`,
    object: node.properties ? `{ ${Object.keys(node.properties).join(", ")} }` : `map of names to ${entriesOf(node)}`,
  };
  return [node.type ?? []]
    .flat()
    .map((type) => names[type])
    .join(" or ");
}

function entriesOf({ additionalProperties }: Node): string {
  return typeof additionalProperties === "object" ? typeOf(additionalProperties) : "values";
}

function isEmpty(value: unknown): boolean {
  return typeof value === "object" && value !== null && Object.keys(value).length === 0;
}

function defaultOf(node: Node, required: boolean): string {
  if (required) {
    return "**required**";
  }
  return node.default === undefined || isEmpty(node.default) ? "" : code(node.default);
}

function hasFields(node: Node): boolean {
  return fields(node, "").length > 0;
}

/** A row for each field within a node, and within those. */
function fields(node: Node, path: string): string[] {
  const { properties, required = [], additionalProperties, items, anyOf } = node;
  if (anyOf !== undefined) {
    return anyOf.flatMap((one) => fields(one, path));
  }
  if (properties !== undefined) {
    return Object.entries(properties).flatMap(([name, child]) =>
      field(child, path === "" ? name : `${path}.${name}`, required.includes(name)),
    );
  }
  if (typeof additionalProperties === "object") {
    return fields(additionalProperties, path === "" ? "<name>" : `${path}.<name>`);
  }
  return items ? fields(items, `${path}[]`) : [];
}

function field(node: Node, path: string, required: boolean): string[] {
  const inner = fields(node, path);
  const type = inner.length > 0 ? shapeOf(node) : typeOf(node);
  return [row(`\`${path}\``, type, defaultOf(node, required), node.description ?? ""), ...inner];
}

/** The type of what has fields of its own, which are listed after it. */
function shapeOf(node: Node): string {
  if (node.anyOf !== undefined) {
    return [...new Set(node.anyOf.map((one) => (hasFields(one) ? "map" : typeOf(one))))].join(" or ");
  }
  return node.type === "array" ? "list of maps" : "map";
}

function section([name, node]: [string, Node]): string {
  const rows = fields(node, "");
  return [`### ${name}`, node.description ?? "", table(["field", "type", "default", "meaning"], rows)].join("\n\n");
}

function simpleFields(properties: [string, Node][], required: readonly string[]): string {
  const rows = properties.flatMap(([name, node]) => field(node, name, required.includes(name)));
  return table(["field", "type", "default", "meaning"], rows);
}

function attributeRows(): string[] {
  return KIND_NAMES.map((kind) => {
    const { attributes, namedAttributes, levels } = KINDS[kind];
    const names = attributes.map(({ name, secret }) => (secret ? `**${name}**` : name));
    return row(`\`${SECTIONS[kind]}\``, [...namedAttributes, ...names].join(", "), levels.join(", "));
  });
}

function wordRows(): string[] {
  return BUILT_IN_VARIABLES.map((word) => row(`\`\${${word}}\``, MEANINGS[word]));
}

/** The reference page of the manifest, in Markdown. `sample` is a complete manifest. */
export function referencePage(sample: string): string {
  const { properties = {}, required = [] } = environmentNode();
  const all = Object.entries(properties);
  const simple = all.filter(([, node]) => !hasFields(node));
  const sections = all.filter(([, node]) => hasFields(node));
  return `${[
    "<!-- Made by `npx drydock schema`; change manifest/ or docs/shop.yaml instead. -->",
    "# The manifest",
    "A system is described in one file, `deployments/<system>.yaml`. This page shows a complete one and then each field.",
    "## A complete sample",
    `\`\`\`yaml\n${sample.trimEnd()}\n\`\`\``,
    "## How it is read",
    HOW,
    "### Built-in variables",
    table(["word", "stands for"], wordRows()),
    "### Resources",
    "What references can name, and what `uses` can say. **Bold** attributes are secret: their value can only be a whole environment variable of a container, and ECS puts it in.",
    table(["resources", "attributes", "levels in `uses`"], attributeRows()),
    "## Fields",
    "The settings of a system and, laid over them, of each environment.",
    simpleFields(simple, required),
    ...sections.map(section),
    section(["pipelines", pipelinesNode()]),
  ].join("\n\n")}\n`;
}

const HOW = `- **Environments** are laid over the system's settings: maps merge, lists and single values replace, \`null\` removes. Of an image, an environment can set only \`tag\`. \`npx drydock show <system>-<environment>\` prints the result with every default.
- **Modules** are parts of a system that environments may have or not: \`modules: { <name>: { … } }\` holds settings of every kind, and an environment turns one on by \`modules: { <name>: true }\`. All are off by default. The order is: the system, then the modules that are on, as the system lists them, then the environment. A module can add images and not change those that are there. What is wrong with a module is found while it is off, too; \`npx drydock rehearse <system>-<environment> --modules all\` rehearses them.
- **Pipelines** belong to the system: environments and modules have none.
- **Text that looks like a number** goes in quotes: \`version: "16"\`.
- **Durations** are whole numbers with \`s\`, \`m\`, \`h\` or \`d\`: \`30s\`, \`15m\`, \`12h\`, \`7d\`.
- **References** are written \`\${name.attribute}\`. Built-in variables can be used in every text, and in the prefixes by which \`uses\` names folders of a bucket (\`{ "\${environment}/": write }\`). References to resources work in \`environment\` of containers and functions, in \`on\` and \`when\` of permissions, and (images only) in \`args\` of image builds. \`$\${\` is a literal \`\${\`.
- **\`uses\`** says what a service may reach. A reference to something that is not in it is an error that names the line to add.
- **Names** of resources are shared by all kinds, so that a reference has one meaning.
- **YAML's own shortcuts** (anchors, aliases, merge keys, tags) are not supported.
- **Editors** complete and check manifests with [manifest.schema.json](manifest.schema.json): begin a file with \`# yaml-language-server: $schema=../docs/manifest.schema.json\`.`;
