// axe-core on a page: WCAG 2.2, levels A and AA.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const RULES = { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] };
/** What can change with the theme; all else is the same in both. */
const COLOURS = { type: 'rule', values: ['color-contrast', 'link-in-text-block'] };

/** All rules; `colours`: those of colours only, or (`false`) all others. */
function asked(colours) {
    if (colours === undefined) return { runOnly: RULES };
    if (colours) return { runOnly: COLOURS };
    return { runOnly: RULES, rules: Object.fromEntries(COLOURS.values.map((rule) => [rule, { enabled: false }])) };
}

/** → the violations, as axe reports them. */
export async function violations(page, colours) {
    // Evaluated from outside, so that the page keeps its content security policy.
    if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(source);
    const options = { ...asked(colours), resultTypes: ['violations'] };
    const result = await page.evaluate((options) => window.axe.run(document, options), options);
    return result.violations;
}

export async function assertAccessible(page, { colours } = {}) {
    const found = await violations(page, colours);
    if (found.length === 0) return;
    const lines = found.flatMap(({ id, impact, help, nodes }) => [
        `${id} (${impact}): ${help}`,
        ...nodes.map((node) => `    ${node.target.join(' ')}\n        ${node.html}`),
    ]);
    throw new Error(`${page.url()} is not accessible:\n${lines.join('\n')}`);
}
