// A program whose calls, element accesses and parameters hand their values to `_seen`, with their place.
import ts from 'typescript';

/** Whether a node is part of a chain with `?.`, which a wrapper in its middle would break. */
function isInChain(node) {
  return ts.isOptionalChain(node) || (node.parent !== undefined && ts.isOptionalChain(node.parent) && node.parent.expression === node);
}

function isWrapped(node) {
  if (isInChain(node)) return false;
  if (ts.isNewExpression(node)) return true;
  if (ts.isCallExpression(node)) return node.expression.kind !== ts.SyntaxKind.SuperKeyword && node.expression.kind !== ts.SyntaxKind.ImportKeyword;
  if (!ts.isElementAccessExpression(node)) return false;
  const { parent } = node;
  // A method keeps its object, a target is no value.
  if (ts.isCallExpression(parent) && parent.expression === node) return false;
  if (ts.isBinaryExpression(parent) && parent.left === node && parent.operatorToken.kind >= ts.SyntaxKind.FirstAssignment && parent.operatorToken.kind <= ts.SyntaxKind.LastAssignment) return false;
  return !ts.isPrefixUnaryExpression(parent) && !ts.isPostfixUnaryExpression(parent) && !ts.isDeleteExpression(parent) && !ts.isArrayLiteralExpression(parent);
}

/** Parameters with a name, of a function that has a body. */
function namedParameters(node) {
  if (!ts.isFunctionLike(node) || node.body === undefined) return [];
  return node.parameters.filter(({ name, dotDotDotToken }) => ts.isIdentifier(name) && name.text !== 'this' && dotDotDotToken === undefined);
}

function placeOf(source, node) {
  const [start, end] = [node.getStart(source), node.getEnd()].map((offset) => source.getLineAndCharacterOfPosition(offset));
  return [start.line + 1, start.character, end.line + 1, end.character];
}

/** The places (line from 1, columns in UTF-16 units) that a run of a program can see. */
export function places(name, text) {
  const source = ts.createSourceFile(name, text, ts.ScriptTarget.ES2022, true);
  const found = [];
  const visit = (node) => {
    if (isWrapped(node)) found.push(placeOf(source, node));
    for (const parameter of namedParameters(node)) found.push(placeOf(source, parameter));
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** The same program in JavaScript, instrumented. */
export function instrument(name, text) {
  const { factory } = ts;
  let source;
  const see = (node, value) => factory.createCallExpression(factory.createIdentifier('_seen'), undefined, [factory.createStringLiteral(name), factory.createStringLiteral(JSON.stringify(placeOf(source, node))), value]);
  const instrumented = (context) => (file) => {
    source = file;
    const visit = (node) => {
      const visited = ts.visitEachChild(node, visit, context);
      if (isWrapped(node)) return see(node, visited);
      const parameters = namedParameters(node);
      if (parameters.length === 0) return visited;
      const notes = parameters.map((parameter) => factory.createExpressionStatement(see(parameter, factory.createIdentifier(parameter.name.text))));
      const derives = ts.isConstructorDeclaration(node) && node.parent.heritageClauses?.some(({ token }) => token === ts.SyntaxKind.ExtendsKeyword);
      if (derives) return visited;
      const body = ts.isBlock(visited.body) ? factory.updateBlock(visited.body, [...notes, ...visited.body.statements]) : factory.createBlock([...notes, factory.createReturnStatement(visited.body)]);
      return withBody(factory, visited, body);
    };
    return ts.visitNode(file, visit);
  };
  const compilerOptions = { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext, useDefineForClassFields: false };
  return ts.transpileModule(text, { fileName: name, compilerOptions, transformers: { before: [instrumented] } }).outputText;
}

function withBody(factory, node, body) {
  const { modifiers, name, parameters, type, typeParameters, asteriskToken } = node;
  if (ts.isArrowFunction(node)) return factory.updateArrowFunction(node, modifiers, typeParameters, parameters, type, node.equalsGreaterThanToken, body);
  if (ts.isFunctionDeclaration(node)) return factory.updateFunctionDeclaration(node, modifiers, asteriskToken, name, typeParameters, parameters, type, body);
  if (ts.isFunctionExpression(node)) return factory.updateFunctionExpression(node, modifiers, asteriskToken, name, typeParameters, parameters, type, body);
  if (ts.isMethodDeclaration(node)) return factory.updateMethodDeclaration(node, modifiers, asteriskToken, name, node.questionToken, typeParameters, parameters, type, body);
  if (ts.isConstructorDeclaration(node)) return factory.updateConstructorDeclaration(node, modifiers, parameters, body);
  return factory.updateSetAccessorDeclaration(node, modifiers, name, parameters, body);
}
