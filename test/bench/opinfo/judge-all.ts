/** What the bench needs of the tests, as one bundle. */
import { pythonParser } from '../../parser';

export { judge } from '../../extension/libraries/torch/opinfo/judge';

export const parserOf = pythonParser;
