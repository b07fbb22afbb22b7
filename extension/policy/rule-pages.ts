/** What is told of the rules: for help, for links and for reports. */
import { rules } from '../../kernels/rules/catalogue';
import type { RuleMetadata } from '../../kernels/rules/rule';

export { pageOf, pageUrl } from '../../kernels/rules/page';

export const ruleMetadata: readonly RuleMetadata[] = rules;
