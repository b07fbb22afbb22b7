import type { Argument, Constant, Expression, FunctionCode, Parameter, Pattern, Statement } from './ir';
import type { ClassMember, ObjectMember, PropertyKey, ScriptClass } from './script-ir';

/** Prints statements on one line each, nested blocks in braces, in a form that shows the structure: for tests and logs. */
export function printStatements(body: readonly Statement[]): string {
  return body.map(printStatement).join('\n');
}

function block(body: readonly Statement[]): string {
  return `{ ${body.map(printStatement).join('; ')} }`;
}

/** Prints one statement on one line. */
export function printStatement(node: Statement): string {
  switch (node.kind) {
    case 'expression':
      return printExpression(node.value);
    case 'assign':
      return `${node.targets.map(printExpression).join(' = ')} = ${printExpression(node.value)}`;
    case 'augmented-assign':
      return `${printExpression(node.target)} ${node.operator}= ${printExpression(node.value)}`;
    case 'annotated-assign':
      return `${printExpression(node.target)}: ${printExpression(node.annotation)}${optional(' = ', node.value)}`;
    case 'return':
      return `return${optional(' ', node.value)}`;
    case 'if':
      return `if ${printExpression(node.test)} ${block(node.then)}${elseBlock(node.otherwise)}`;
    case 'while':
      return `while ${printExpression(node.test)} ${block(node.body)}${elseBlock(node.otherwise)}`;
    case 'for':
      return `for ${printExpression(node.target)} in ${printExpression(node.iterable)} ${block(node.body)}${elseBlock(node.otherwise)}`;
    case 'try': {
      const handlers = node.handlers.map(({ type, name, body }) => {
        return ` except${optional(' ', type)}${name === null ? '' : ` as ${name}`} ${block(body)}`;
      });
      const final = node.finally.length === 0 ? '' : ` finally ${block(node.finally)}`;
      return `try ${block(node.body)}${handlers.join('')}${elseBlock(node.otherwise)}${final}`;
    }
    case 'with': {
      const items = node.items.map(({ context, target }) => `${printExpression(context)}${optional(' as ', target)}`);
      return `with ${items.join(', ')} ${block(node.body)}`;
    }
    case 'function':
      return `${decorators(node.decorators)}${functionHead(node.code)} ${block(node.code.body())}`;
    case 'class':
      return `${decorators(node.decorators)}class ${node.name}(${node.bases.map(printArgument).join(', ')}) ${block(node.body)}`;
    case 'import':
      return `import ${node.names.map(({ module, alias }) => module + (alias === null ? '' : ` as ${alias}`)).join(', ')}`;
    case 'import-from': {
      const names = node.names.map(({ name, alias }) => name + (alias === null ? '' : ` as ${alias}`));
      return `from ${'.'.repeat(node.level)}${node.module} import ${names.join(', ')}`;
    }
    case 'raise':
      return `raise${optional(' ', node.value)}${optional(' from ', node.cause)}`;
    case 'assert':
      return `assert ${printExpression(node.test)}${optional(', ', node.message)}`;
    case 'delete':
      return `del ${node.targets.map(printExpression).join(', ')}`;
    case 'scope':
      return `${node.type} ${node.names.join(', ')}`;
    case 'match': {
      const cases = node.cases.map(({ pattern, guard, body }) => `case ${printPattern(pattern)}${optional(' if ', guard)} ${block(body)}`);
      return `match ${printExpression(node.subject)} { ${cases.join(' ')} }`;
    }
    case 'declaration':
      return `${node.type} ${node.declarators.map(({ target, value }) => printExpression(target) + optional(' = ', value)).join(', ')}`;
    case 'block':
      return `${node.isScope ? 'scope ' : ''}${block(node.body)}`;
    case 'loop': {
      const head = `${node.initial === null ? '' : printStatement(node.initial)}; ${optional('', node.test)}; ${optional('', node.update)}`;
      return `${labels(node.labels)}${node.isBodyFirst ? 'do-' : ''}for (${head})${node.names.length === 0 ? '' : ` each ${node.names.join(', ')}`} ${block(node.body)}`;
    }
    case 'for-each': {
      const target = `${node.declares === null ? '' : `${node.declares} `}${printExpression(node.target)}`;
      return `${labels(node.labels)}for ${target} ${node.type} ${printExpression(node.iterable)} ${block(node.body)}`;
    }
    case 'switch': {
      const cases = node.cases.map(({ test, body }) => `${test === null ? 'default' : `case ${printExpression(test)}`} ${block(body)}`);
      return `switch ${printExpression(node.subject)} { ${cases.join(' ')} }`;
    }
    case 'labelled':
      return `${labels([node.label])}${block(node.body)}`;
    case 'script-class':
      return printClass(node.definition);
    case 'module-import':
      return `${node.isRequire ? 'require' : 'import'} ${node.names.map(({ name, local }) => (name === local ? name : `${name} as ${local}`)).join(', ')} from ${JSON.stringify(node.specifier)}`;
    case 'module-export': {
      const names = node.names.map(({ name, exported }) => (name === exported ? name : `${name} as ${exported}`));
      return `export ${names.join(', ')}${node.specifier === null ? '' : ` from ${JSON.stringify(node.specifier)}`}`;
    }
    case 'break':
    case 'continue':
      return `${node.kind}${node.label === undefined ? '' : ` ${node.label}`}`;
    case 'pass':
      return node.kind;
    case 'malformed-statement':
      return '<malformed statement>';
  }
}

/** Prints an expression with every operation in parentheses. */
export function printExpression(node: Expression): string {
  switch (node.kind) {
    case 'name':
      return node.name;
    case 'constant':
      return printConstant(node);
    case 'sequence': {
      const elements = node.elements.map(printExpression).join(', ');
      if (node.type === 'list') return `[${elements}]`;
      return node.type === 'set' ? `{${elements}}` : `(${elements},)`;
    }
    case 'dict':
      return `{${node.entries.map(({ key, value }) => (key === null ? '**' : `${printExpression(key)}: `) + printExpression(value)).join(', ')}}`;
    case 'attribute':
      return `${printExpression(node.object)}${node.isOptional === true ? '?.' : '.'}${node.name}`;
    case 'subscript':
      return `${printExpression(node.object)}${node.isOptional === true ? '?.' : ''}[${printExpression(node.index)}]`;
    case 'slice':
      return `${optional('', node.lower)}:${optional('', node.upper)}:${optional('', node.step)}`;
    case 'call':
      return `${printExpression(node.callee)}${node.isOptional === true ? '?.' : ''}(${node.arguments.map(printArgument).join(', ')})`;
    case 'binary':
      return `(${printExpression(node.left)} ${node.operator} ${printExpression(node.right)})`;
    case 'unary':
      return `(${/[a-z]/.test(node.operator) ? `${node.operator} ` : node.operator}${printExpression(node.operand)})`;
    case 'logical':
      return `(${node.operands.map(printExpression).join(` ${node.operator} `)})`;
    case 'compare': {
      const [first, ...rest] = node.operands.map(printExpression);
      return `(${[first, ...rest.flatMap((operand, index) => [node.operators[index], operand])].join(' ')})`;
    }
    case 'conditional':
      return `(${printExpression(node.then)} if ${printExpression(node.test)} else ${printExpression(node.otherwise)})`;
    case 'lambda':
      return `(${functionHead(node.code)} ${block(node.code.body())})`;
    case 'comprehension': {
      const element = `${node.key === null ? '' : `${printExpression(node.key)}: `}${printExpression(node.element)}`;
      const clauses = node.clauses.map(({ target, iterable, conditions }) => {
        return ` for ${printExpression(target)} in ${printExpression(iterable)}${conditions.map((test) => ` if ${printExpression(test)}`).join('')}`;
      });
      return `(${node.type}: ${element}${clauses.join('')})`;
    }
    case 'named-expression':
      return `(${node.target.name} := ${printExpression(node.value)})`;
    case 'template':
      return `f(${node.parts.map(printPart).join(' ')})`;
    case 'starred':
      return `*${printExpression(node.value)}`;
    case 'yield':
      return `(yield${node.delegate ? ' from' : ''}${optional(' ', node.value)})`;
    case 'await':
      return `(await ${printExpression(node.value)})`;
    case 'regex':
      return `/${node.pattern}/${node.flags}`;
    case 'object':
      return `{${node.members.map(printMember).join(', ')}}`;
    case 'class-expression':
      return `(${printClass(node.definition)})`;
    case 'new':
      return `(new ${printExpression(node.callee)}(${node.arguments.map(printArgument).join(', ')}))`;
    case 'assignment':
      return `(${printExpression(node.target)} ${node.operator === null ? '' : `${node.operator} `}= ${printExpression(node.value)})`;
    case 'update': {
      const operator = node.operator.repeat(2);
      return `(${node.isPrefix ? operator : ''}${printExpression(node.target)}${node.isPrefix ? '' : operator})`;
    }
    case 'comma':
      return `(${node.expressions.map(printExpression).join(', ')})`;
    case 'chain':
      return `chain(${printExpression(node.value)})`;
    case 'delete-expression':
      return `(delete ${printExpression(node.target)})`;
    case 'import-call':
      return `import(${printExpression(node.specifier)})`;
    case 'array-pattern':
      return `[${node.elements.map((element) => (element === null ? '' : printExpression(element))).join(', ')}]`;
    case 'object-pattern': {
      const parts = node.properties.map(({ key, target }) => `${printKey(key)}: ${printExpression(target)}`);
      return `{${[...parts, ...(node.rest === null ? [] : [`*${printExpression(node.rest)}`])].join(', ')}}`;
    }
    case 'defaulted':
      return `${printExpression(node.target)} = ${printExpression(node.value)}`;
    case 'malformed':
      return '<malformed>';
  }
}

function printKey(key: PropertyKey): string {
  return typeof key === 'string' ? key : `[${printExpression(key)}]`;
}

function printMember(member: ObjectMember): string {
  if (member.type === 'spread') return `*${printExpression(member.value)}`;
  if (member.type === 'property') return `${printKey(member.key)}: ${printExpression(member.value)}`;
  return `${member.type} ${printKey(member.key)}: ${functionHead(member.code)} ${block(member.code.body())}`;
}

function printClass({ name, base, constructorCode, parameterFields, members, decorators: decorating }: ScriptClass): string {
  const maker = constructorCode === null ? [] : [`constructor ${functionHead(constructorCode)} ${block(constructorCode.body())}`];
  const fields = parameterFields.length === 0 ? '' : ` fields ${parameterFields.join(', ')}`;
  return `${decorators(decorating)}class ${name}${optional(' extends ', base)}${fields} { ${[...maker, ...members.map(printClassMember)].join('; ')} }`;
}

function printClassMember(member: ClassMember): string {
  const prefix = member.isStatic ? 'static ' : '';
  if (member.type === 'block') return `${prefix}${block(member.body)}`;
  if (member.type === 'field') return `${prefix}${printKey(member.key)}${optional(' = ', member.value)}`;
  return `${prefix}${member.type} ${printKey(member.key)}: ${functionHead(member.code)} ${block(member.code.body())}`;
}

function labels(names: readonly string[]): string {
  return names.map((name) => `${name}: `).join('');
}

/** Prints a `case` pattern. */
export function printPattern(pattern: Pattern): string {
  switch (pattern.kind) {
    case 'value':
      return printExpression(pattern.value);
    case 'capture':
      return pattern.pattern === null ? (pattern.name ?? '_') : `(${printPattern(pattern.pattern)} as ${pattern.name ?? '_'})`;
    case 'sequence':
      return `[${pattern.elements.map(printPattern).join(', ')}]`;
    case 'star':
      return `*${pattern.name ?? '_'}`;
    case 'mapping': {
      const entries = pattern.entries.map(({ key, value }) => `${printExpression(key)}: ${printPattern(value)}`);
      return `{${[...entries, ...(pattern.rest === null ? [] : [`**${pattern.rest}`])].join(', ')}}`;
    }
    case 'class': {
      const keyword = pattern.keyword.map(({ name, value }) => `${name}=${printPattern(value)}`);
      return `${printExpression(pattern.type)}(${[...pattern.positional.map(printPattern), ...keyword].join(', ')})`;
    }
    case 'or':
      return `(${pattern.alternatives.map(printPattern).join(' | ')})`;
  }
}

function printConstant(node: Constant): string {
  switch (node.type) {
    case 'int':
      return node.value === null ? '<large int>' : String(node.value);
    case 'float':
      return Number.isInteger(node.value) ? node.value.toFixed(1) : String(node.value);
    case 'complex':
      return '<complex>';
    case 'str':
      return JSON.stringify(node.value);
    case 'bytes':
      return `b${JSON.stringify(node.value)}`;
    case 'bool':
      return node.value ? 'True' : 'False';
    case 'none':
      return 'None';
    case 'ellipsis':
      return '...';
  }
}

function printPart(part: string | { readonly value: Expression; readonly conversion: string; readonly format: string }): string {
  if (typeof part === 'string') return JSON.stringify(part);
  const conversion = part.conversion === '' ? '' : `!${part.conversion}`;
  const format = part.format === '' ? '' : `:${part.format}`;
  return `{${printExpression(part.value)}${conversion}${format}}`;
}

function printArgument({ value, name, spread }: Argument): string {
  if (spread !== 'none') return `${spread === 'positional' ? '*' : '**'}${printExpression(value)}`;
  return `${name === null ? '' : `${name}=`}${printExpression(value)}`;
}

function printParameter({ name, kind, annotation, default: value, pattern }: Parameter): string {
  const marks = { 'positional-only': '/', positional: '', 'var-positional': '*', 'keyword-only': '=', 'var-keyword': '**' };
  return `${marks[kind]}${pattern === undefined ? name : printExpression(pattern)}${optional(': ', annotation)}${optional(' = ', value)}`;
}

function functionHead(code: FunctionCode): string {
  const parameters = code.parameters.map(printParameter).join(', ');
  const words = [code.isAsync ? 'async ' : '', code.isGenerator ? 'generator ' : '', code.isArrow === true ? 'arrow ' : ''].join('');
  return `${words}def ${code.name}(${parameters})${optional(' -> ', code.returns)}`;
}

function decorators(nodes: readonly Expression[]): string {
  return nodes.map((node) => `@${printExpression(node)} `).join('');
}

function elseBlock(body: readonly Statement[]): string {
  return body.length === 0 ? '' : ` else ${block(body)}`;
}

function optional(prefix: string, node: Expression | null): string {
  return node === null ? '' : prefix + printExpression(node);
}
