// What the form library leaves to others: lists that come with the task, and its own few sentences in the reader's language.

/** @returns the lists the schema asks for by name, from what the API takes, in the reader's words */
export function choices(schema, fields, text) {
  const lists = {};
  const walk = components => {
    for (const { key, valuesKey, components: inner } of components ?? []) {
      const values = valuesKey && fields.find(field => field.key === key)?.values;
      if (values) {
        lists[valuesKey] = values.map(value => ({ value, label: text['refusal.' + value] ?? text['type.' + value] ?? value }));
      }
      walk(inner);
    }
  };
  walk(schema.components);
  return lists;
}

/** The library speaks English only: its sentences are replaced as it draws them, before they are seen. */
export function inOurWords(holder, text) {
  const said = new Map([['Select', 'form.choose'], ['No results', 'form.nothing'], ['Field is required.', 'form.required']]);
  const limits = [[/^Field must have minimum value of (.+)\.$/, 'form.least'], [/^Field must have maximum value of (.+)\.$/, 'form.most'],
    [/^Field must have maximum length of (.+)\.$/, 'form.longest']];
  const ours = words => {
    if (said.has(words)) {
      return text[said.get(words)];
    }
    const [limit, key] = limits.find(([pattern]) => pattern.test(words)) ?? [];
    return limit && text[key]?.replace('{0}', words.match(limit)[1]);
  };
  const look = () => {
    const nodes = document.createTreeWalker(holder, NodeFilter.SHOW_TEXT);
    while (nodes.nextNode()) {
      const better = ours(nodes.currentNode.data);
      if (better) {
        nodes.currentNode.data = better;
      }
    }
  };
  new MutationObserver(look).observe(holder, { childList: true, characterData: true, subtree: true });
}
