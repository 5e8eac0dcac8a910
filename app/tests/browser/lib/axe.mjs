// axe-core on a page: WCAG 2.2, levels A and AA.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** → the violations, as axe reports them. */
export async function violations(page) {
    // Evaluated from outside, so that the page keeps its content security policy.
    await page.evaluate(source);
    const result = await page.evaluate((values) => window.axe.run(document, { runOnly: { type: 'tag', values } }), RULES);
    return result.violations;
}

export async function assertAccessible(page) {
    const found = await violations(page);
    if (found.length === 0) return;
    const lines = found.flatMap(({ id, impact, help, nodes }) => [
        `${id} (${impact}): ${help}`,
        ...nodes.map((node) => `    ${node.target.join(' ')}\n        ${node.html}`),
    ]);
    throw new Error(`${page.url()} is not accessible:\n${lines.join('\n')}`);
}
