import type { Operations } from "./settings";

/** One way to tell somebody, as SNS names it. */
export interface Contact {
  readonly protocol: "email" | "sms" | "https";
  readonly endpoint: string;
}

function waysOf(who: object): Contact[] {
  return Object.entries(who).map(([protocol, endpoint]) => ({ protocol, endpoint }) as Contact);
}

/** Everybody who is told of alarms: who always is, and whose turn it is. */
export function contactsOf({ notify, people, onCall }: Pick<Operations, "notify" | "people" | "onCall">): Contact[] {
  const all = [...notify, ...onCall.map((name) => people[name]!)].flatMap(waysOf);
  const known = new Map(all.map((contact) => [`${contact.protocol} ${contact.endpoint}`, contact]));
  return [...known.values()];
}
