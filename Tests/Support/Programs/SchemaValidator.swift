import Foundation

/// A JSON Schema validator of other people's making, as editors have one: PyPI's `jsonschema`,
/// with YAML read as YAML 1.2's core schema says.
package enum SchemaValidator {
  /// What it says of each document, in their order; empty where a document is valid.
  package static func problems(
    of documents: [String], schema: String
  ) throws -> [[String]] {
    let folder = try TemporaryDirectory()
    try folder.write("schema.json", schema)
    for (index, document) in documents.enumerated() {
      try folder.write("\(index).yaml", document)
    }
    let outcome = try Checker.run(
      "python", ["-c", script, folder.path, "\(documents.count)"], in: folder)
    guard outcome.exit == 0 else { throw SupportError(outcome.stderr) }
    return try JSONDecoder().decode([[String]].self, from: Data(outcome.stdout.utf8))
  }

  private static let script = """
    import json, re, sys, yaml
    from jsonschema import Draft202012Validator

    folder, count = sys.argv[1], int(sys.argv[2])

    class Core(yaml.BaseLoader):
        yaml_implicit_resolvers = {}

    def rule(kind, pattern, first):
        Core.add_implicit_resolver('tag:yaml.org,2002:' + kind, re.compile(pattern), first)

    rule('bool', r'^(true|True|TRUE|false|False|FALSE)$', list('tTfF'))
    rule('null', r'^(~|null|Null|NULL|)$', ['~', 'n', 'N', ''])
    rule('int', r'^([-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+)$', list('-+0123456789'))
    rule('float', r'^[-+]?([.][0-9]+|[0-9]+([.][0-9]*)?)([eE][-+]?[0-9]+)?$', list('-+.0123456789'))

    def integer(loader, node):
        text = node.value
        bases = {'0o': 8, '0x': 16}
        return int(text[2:], bases[text[:2]]) if text[:2] in bases else int(text)

    tag = 'tag:yaml.org,2002:'
    Core.add_constructor(tag + 'bool', lambda _, node: node.value.lower() == 'true')
    Core.add_constructor(tag + 'null', lambda _, node: None)
    Core.add_constructor(tag + 'int', integer)
    Core.add_constructor(tag + 'float', lambda _, node: float(node.value))

    with open(folder + '/schema.json', encoding='utf-8') as file:
        schema = json.load(file)
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)
    answers = []
    for index in range(count):
        with open(f'{folder}/{index}.yaml', encoding='utf-8') as file:
            document = yaml.load(file, Loader=Core)
        answers.append([f'{error.json_path}: {error.message[:300]}'
                        for error in validator.iter_errors(document)])
    print(json.dumps(answers))
    """
}
