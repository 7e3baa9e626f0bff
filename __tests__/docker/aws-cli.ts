import { spawnSync } from "node:child_process";
import { chmodSync, writeFileSync } from "node:fs";
import { once } from "../once";
import { python } from "../python";

const VERSION = 'import awscli, awscli.clidriver; print("aws-cli/" + awscli.__version__)';

/** The AWS CLI on PATH; nothing if there is none. */
export const AWS = spawnSync("sh", ["-c", "command -v aws"], { encoding: "utf8" }).stdout.trim();

/** Writes a program that is the AWS CLI of this machine. The one that is written in Python is not started each time. */
export function writeAws(path: string): void {
  const command = once("AWS CLI", isPython) ? python("aws") : [AWS];
  writeFileSync(path, `#!/bin/sh\nexec ${command.map((word) => `'${word}'`).join(" ")} "$@"\n`);
  chmodSync(path, 0o755);
}

/** Whether what is on PATH is what Python imports. */
function isPython(): boolean {
  const { stdout } = spawnSync("python3", ["-c", VERSION], { encoding: "utf8" });
  const version = stdout?.trim();
  return version !== "" && spawnSync(AWS, ["--version"], { encoding: "utf8" }).stdout.startsWith(`${version} `);
}
