import { always, type Kind, LOGIN, plain } from "../core/kind";
import { copies } from "./checks/copies";
import { databases } from "./checks/servers";
import { storage } from "./checks/storage";
import { instanceNames } from "./names";

export const database = {
  levels: ["connect"],
  ...always(...plain("host", "port", "name", "arn"), ...LOGIN),
  claimsName: true,
  derivedNames: instanceNames,
  checks: [databases, copies, storage],
} satisfies Kind;
