// The list of deliberate differences, and what it says about findings.

const pattern = (text) =>
  new RegExp(`^${text.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&')).join('.*')}$`);

/** The rules of `differences.json`, each counting how often it was needed. */
export class Differences {
  #rules;

  constructor(rules) {
    this.#rules = rules.map((rule) => {
      for (const key of ['where', 'path', 'kind', 'reason']) {
        if (rule[key] === undefined) throw new Error(`a difference lacks "${key}": ${JSON.stringify(rule)}`);
      }
      return {
        rule,
        uses: 0,
        where: pattern(rule.where),
        paths: [rule.path].flat().map(pattern),
        kinds: [rule.kind].flat(),
        transcript: pattern(rule.transcript ?? '*'),
      };
    });
  }

  /** Whether some rule allows this finding. */
  allow(finding) {
    let allowed = false;
    for (const entry of this.#rules) {
      const path = entry.paths.findIndex((one) => one.test(finding.path));
      if (
        path >= 0 &&
        entry.where.test(finding.where) &&
        entry.kinds.includes(finding.kind) &&
        entry.transcript.test(finding.transcript)
      ) {
        entry.uses++;
        entry.used = (entry.used ?? new Set()).add(path);
        allowed = true;
      }
    }
    return allowed;
  }

  /** Rules, or paths of rules, that nothing needed. */
  unused() {
    return this.#rules.flatMap(({ rule, used }) =>
      [rule.path].flat().filter((_, index) => !used?.has(index)).map((path) => `${rule.where} ${path} (${[rule.kind].flat()})`),
    );
  }
}
