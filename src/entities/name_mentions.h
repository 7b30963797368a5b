#pragma once
#include "entities/entities.h"

namespace cuibono::entities {

/// Names of the case in its documents.
///
/// Use     once all entities are made. What it finds is a lead: it joins nothing and states no fact.
/// In      names of entities and of platforms that reports name; paragraphs of documents.
/// Out     mentions by (paragraph, place); none over another, the longest first. In order of strength:
///           exact         the same words, in any case and order ("BERG, Anna"), with or without their legal form
///           inflected     with the case endings of their language, or "'s"
///           other_script  in another script, or spelled by another romanisation
///           possible      initial and surname; another legal form; small letters; a woman's name that is spelled
///                         as a case of a man's; a surname alone, where one entity of the case bears it and its
///                         whole name stands in the same document; whatever has a neighbour that may be a part
///                         of a longer name.
///         A name of one word needs a capital, a place that no sentence begins at, and no neighbour with a capital
///         behind it; where the document has the word in small letters it is a word. Nothing is found inside an
///         address, in the name of a street, school or prize, nor inside a longer word.
///         Namesakes are all candidates, the strongest first, then in the order of entities; candidates_most
///         are kept and the rest counted.
/// Laws    1 the answer does not depend on threads.  2 the words of a mention are those of the text at its
///         range.  3 no entity, join or statement depends on it.
/// Cost    time O(names log names + code points), about 2 us a word and 20 us each new spelling that is not
///         Latin; memory O(names + distinct words of a document).
/// Errors  cancelled.
[[nodiscard]] core::Result<std::vector<NameMention>> find_name_mentions(
    const core::RunContext& context, const evidence::Evidence& evidence,
    std::span<const Entity> entities);

inline constexpr std::size_t candidates_most = 20;

}  // namespace cuibono::entities
