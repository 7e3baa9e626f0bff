import type { Files } from "./archive";
import type { Backup } from "./backup";
import { problemsOf } from "./checks";
import { GLOBAL, PROJECT, VERSION } from "./layout";
import { refuse } from "./problem";
import { readSources, type Wish } from "./sources";
import { writeXml } from "./xml";

/** The files of the archive that the sources make; throws `Refused` with everything that is wrong. */
export function compose(sources: Files, wish: Wish = {}): Files {
  const backup = readSources(sources, wish);
  refuse(problemsOf(backup));
  return archived(backup);
}

function archived({ version, global, projects, files }: Backup): Files {
  return new Map([
    ...files,
    [VERSION.archive, Buffer.from(version)],
    [GLOBAL.archive, Buffer.from(writeXml(global))],
    ...[...projects].map(([folder, project]) => [folder + PROJECT.archive, Buffer.from(writeXml(project))] as const),
  ]);
}
