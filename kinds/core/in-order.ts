/** What keeps a list from being one of all names: the names that it forgets, for the compiler to tell. */
type Complete<All extends string, Names extends readonly All[]> = [Exclude<All, Names[number]>] extends [never]
  ? unknown
  : { readonly forgotten: Exclude<All, Names[number]> };

/** Takes an order that names every one of `All`: one that is forgotten does not compile. */
export function inOrder<All extends string>() {
  return <Names extends readonly All[]>(names: Names & Complete<All, Names>): readonly All[] => names;
}
