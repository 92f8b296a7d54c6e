"""Makes sacrebleu-figures.json: texts, and what sacreBLEU makes of them.

    pip install sacrebleu==2.6.0
    python sacrebleu-figures.py > sacrebleu-figures.json
"""

import json
import random

from sacrebleu.metrics import BLEU, CHRF
from sacrebleu.tokenizers.tokenizer_13a import Tokenizer13a

TEXTS = [
    "",
    " ",
    "\n\n \t\r\n",
    ".",
    "...",
    "It costs 1,000.50 dollars, or 1,000,000 in all.",
    "1,000.5 .5 5. 5, ,5 1.2.3 v1.2-beta 10-12 2020-01-31 -5 +5 5% $5 5€",
    "state-of-the-art, well-known; 3-year-old mother-in-law - and -- or \u2013 and \u2014",
    "&quot;Tom &amp; Jerry&quot; &lt;b&gt; &amp;lt; &apos; &#39; &nbsp; AT&T &amp",
    "<skipped> a <skipped>b </s> <unk> [CLS] {x} (y) ~z `q` ^_^ @user #tag a@b.com",
    "http://example.com/a_b?c=d&e=f|g\\h 12:30:45 a/b and/or",
    "it's John's 'tis ''quoted'' don\u2019t \u201cquoted\u201d \u00abguillemets\u00bb",
    "line one-\nline two\nline three\r\nline four\ttab\u000bvt\u000cff",
    "no\u00a0break \u2007figure\u202fnarrow \u3000ideographic\u2028line\u2029paragraph\u0085next",
    "zero\u200bwidth\u200djoin\u2060er \ufeffbom \u180evowel \u00adsoft",
    "\u001c\u001d\u001e\u001f x \u0000 \u0007 \u001b[31m \u007f \u0080",
    "caf\u00e9 cafe\u0301 \u0130stanbul I\u0307 \u00df \u1e9e \u01c5 \u00c5ngstr\u00f6m \u2126",
    "\u4f60\u597d\uff0c\u4e16\u754c\u3002\u3053\u3093\u306b\u3061\u306f\uff01 \ud55c\uad6d\uc5b4.",
    "\u05e9\u05dc\u05d5\u05dd, \u202e\u0645\u0631\u062d\u0628\u0627\u202c. \u061f \u060c",
    "\u0663\u0664,\u0665 \u00b2.\u00bd \u216b. \U0001d7d9,\U0001d7da \uff11.\uff12",
    "\U0001f468\u200d\U0001f469\u200d\U0001f467 \U0001f1eb\U0001f1f7 \U0001f44d\U0001f3fd. \U0001f600,\U0001f600",
    "Z\u0351\u036b\u0343\u036a\u0302 a\u0301.b\u0301,c",
    "\ud800 a\udc00b. \udfff, x\ud83d",
    "\ufffd \ufffe\uffff \ufdd0 \U0010ffff.",
    "a.b,c.d e. f , g.h. i,j, 1a.2b 3.c d.4",
    "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~",
    "-1 --1 1- 1-- a-1 1-a 1-1 \u22121",
    "SLOT_NAME is in SLOT_AREA_2, near SLOT_NEAR.",
    "  leading   and  trailing  ",
]

SENTENCES = [
    ("the cat sat on the mat", ["the cat sat on the mat"]),
    ("the cat sat on the mat .", ["the cat is on the mat .", "there is a cat on the mat ."]),
    ("The cat sat on the mat.", ["the cat sat on the mat."]),
    ("the the the the the the the", ["the cat is on the mat", "there is a cat on the mat"]),
    ("", ["the cat sat on the mat"]),
    ("the cat", ["the cat sat on the mat"]),
    ("the cat sat on", ["the cat sat on the mat"]),
    ("the cat sat on the mat and purred for a very long time", ["the cat sat on the mat"]),
    ("dogs bark loudly at night", ["the cat sat on the mat"]),
    ("a b c d e f", ["f e d c b a"]),
    ("a b x c d y", ["a b z c d w"]),
    ("one", ["one"]),
    ("", [""]),
    ("something", [""]),
    ("abc", ["abcdefgh"]),
    ("abcdefgh", ["abc"]),
    ("It costs 1,000.5 dollars.", ["It costs 1000.5 dollars.", "It costs 1,000.5 dollars, or so."]),
    ("Tom &amp; Jerry", ["Tom & Jerry"]),
    ("a state-of-the-art 10-12 year-old", ["a state of the art 10 - 12 year-old"]),
    ("four words are here", ["four words are here", "four words are"]),
    ("four words are here now", ["four words are here", "four words are here now indeed"]),
    ("\u4f60\u597d\u4e16\u754c \u3002", ["\u4f60\u597d\uff0c\u4e16\u754c\u3002"]),
    ("na\u00efve caf\u00e9 r\u00e9sum\u00e9", ["nai\u0308ve cafe\u0301 re\u0301sume\u0301"]),
    ("\U0001f600 \U0001f601 \U0001f602 \U0001f603", ["\U0001f600 \U0001f602 \U0001f601 \U0001f603"]),
    ("hard\u00a0space here now", ["hard space here now"]),
]

PIECES = (
    "the a cat dog sat on mat . , ; ! ? 's - -- 1,000.5 3.14 10-12 &amp; &lt;b&gt; ( ) \" caf\u00e9 cafe\u0301 "
    "\u4f60\u597d \u3002 \U0001f600 \U0001f44d\U0001f3fd \u05e9\u05dc\u05d5\u05dd state-of-the-art e.g. U.S. x,y 5% "
    "SLOT_NAME \u00b2 \u0663"
).split(" ")
BLANKS = [" "] * 12 + ["", "  ", "\u00a0", "\t", "\u200b", "\n", "-\n"]


def random_text(draw, longest):
    return "".join(
        draw.choice(PIECES) + draw.choice(BLANKS) for _ in range(draw.randrange(longest))
    )


def changed(draw, text):
    words = text.split(" ")
    for _ in range(draw.randrange(4)):
        at = draw.randrange(len(words))
        words[at : at + draw.randrange(2)] = draw.sample(PIECES, draw.randrange(3))
        words = words or [""]
    return " ".join(words)


def corpus(name, examples):
    # Examples with fewer references than others have None in their place.
    most = max(len(references) for _, references in examples)
    predictions = [prediction for prediction, _ in examples]
    streams = [
        [references[i] if i < len(references) else None for _, references in examples]
        for i in range(most)
    ]
    bleu, chrf = BLEU(), CHRF()
    return {
        "name": name,
        "predictions": predictions,
        "references": [references for _, references in examples],
        "bleu": bleu.corpus_score(predictions, streams).score,
        "bleuSignature": str(bleu.get_signature()),
        "chrF2": chrf.corpus_score(predictions, streams).score,
        "chrF2Signature": str(chrf.get_signature()),
    }


def resampled(corpora):
    """95 % interval of BLEU, over the examples of all random corpora together."""
    chosen = [corpus for corpus in corpora if corpus["name"].startswith("random")]
    predictions = [text for corpus in chosen for text in corpus["predictions"]]
    references = [texts for corpus in chosen for texts in corpus["references"]]
    streams = [[(texts + [None] * 3)[i] for texts in references] for i in range(3)]
    score = BLEU().corpus_score(predictions, streams, n_bootstrap=1000)
    return {"bleu": score.score, "mean": score._mean, "halfWidth": score._ci}


def corpora():
    for at, sentence in enumerate(SENTENCES):
        yield corpus("sentence %d" % at, [sentence])
    yield corpus("all sentences", SENTENCES)
    yield corpus("one reference each", [(p, references[:1]) for p, references in SENTENCES])
    yield corpus("texts against themselves", [(text, [text]) for text in TEXTS])
    yield corpus("texts against the next", [(t, [n]) for t, n in zip(TEXTS, TEXTS[1:])])
    for seed in range(60):
        draw = random.Random(seed)
        examples = []
        for _ in range(1 + draw.randrange(5)):
            text = random_text(draw, 25)
            count = 1 if seed % 3 else 1 + draw.randrange(3)
            references = [changed(draw, text) for _ in range(count)]
            examples.append((text, references))
        yield corpus("random %d" % seed, examples)


def main():
    tokenizer = Tokenizer13a()
    rows = list(corpora())
    figures = {
        "tokens13a": [{"text": t, "words": tokenizer(t.rstrip()).split()} for t in TEXTS],
        "resampled": [resampled(rows)],
        "corpora": rows,
    }
    lists = [
        '"%s": [\n%s\n]' % (name, ",\n".join(json.dumps(row) for row in rows))
        for name, rows in figures.items()
    ]
    print("{\n" + ",\n".join(lists) + "\n}")


if __name__ == "__main__":
    main()
