export { grantOperator } from "./grant-operator.ts";
export { listOperators } from "./list-operators.ts";
export { revokeOperator } from "./revoke-operator.ts";
