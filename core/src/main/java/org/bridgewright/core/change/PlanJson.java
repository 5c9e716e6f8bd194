package org.bridgewright.core.change;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.jsontype.NamedType;

/// Plans as JSON and back, for the journal. Sealed types carry their name as `kind` (`update-device`).
///
/// The form is the records' own: a field added later reads as absent from an older journal.
final class PlanJson {
    private static final JsonMapper MAPPER = mapper();

    private PlanJson() {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    private interface Named {}

    static JsonNode toTree(ChangePlan plan) {
        return MAPPER.valueToTree(plan);
    }

    /// @throws JacksonException when the tree is no plan
    static ChangePlan fromTree(JsonNode tree) {
        return MAPPER.treeToValue(tree, ChangePlan.class);
    }

    static JsonMapper json() {
        return MAPPER;
    }

    private static JsonMapper mapper() {
        JsonMapper.Builder builder = JsonMapper.builder();
        for (Class<?> sealedType :
                List.of(
                        Change.class,
                        MoveTarget.class,
                        Step.Action.class,
                        Step.Expectation.class,
                        Step.Check.class)) {
            builder.addMixIn(sealedType, Named.class);
            List<NamedType> names = new ArrayList<>();
            for (Class<?> permitted : sealedType.getPermittedSubclasses()) {
                names.add(new NamedType(permitted, kind(permitted)));
            }
            builder.registerSubtypes(names.toArray(new NamedType[0]));
        }
        return builder.build();
    }

    /// `UpdateDevice` -> `update-device`.
    static String kind(Class<?> type) {
        return type.getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    }
}
