package io.restriper.spec;

import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import java.util.List;

/** What a parser that is not ours has to say. */
final class ParserRules {
  private ParserRules() {}

  static List<String> areParsedWithoutAMessage(Contract contract) {
    ParseOptions options = new ParseOptions();
    options.setResolve(true);
    List<String> messages =
        new OpenAPIV3Parser()
            .readContents(contract.document().toString(), null, options)
            .getMessages();
    return messages == null ? List.of() : messages;
  }
}
