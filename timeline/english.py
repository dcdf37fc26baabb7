"""English words by what they do in a sentence: the data that `sentences`, `syntax` and `titles` read by.

Sets of small letters, one purpose each. They are closed classes, or the few members of an open class whose
ending doesn't tell (irregular verbs). What an ending tells, the code reads from the ending.
"""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Sentence bounds

NEVER_FINAL = _words(
    "mr mrs ms dr prof gen col sen rep gov lt sgt capt cpt rev hon adm maj cmdr cpl pvt pte pres supt "
    "insp det amb sr. st mt ft vs messrs e.g i.e cf approx ca viz al"
)
"""Abbreviations that a name or a number follows: their stop ends no sentence."""

FINAL_UNLESS_NUMBER = _words(
    "no nos art sec fig vol p pp ch para pt op jan feb mar apr jun jul aug sep sept oct nov dec"
)
"""Abbreviations before a figure ("No. 5", "Jan. 3"); before a word their stop may end a sentence."""

SELDOM_FINAL = _words(
    "inc corp co ltd jr sr bros etc llc plc est ave blvd rd dept univ assn a.m p.m ph.d "
    "ala ariz ark calif colo conn del fla ga ill ind kan ky la md mass mich minn miss mo mont neb nev "
    "okla ore pa tenn tex va vt wash wis wyo"
)
"""Abbreviations that may end a sentence, and do where a word of STARTERS follows."""

STARTERS = _words(
    "the a an this that these those he she it they we i you his her its their our my in on at by for from "
    "with after before since until when while as if although though because but and or so yet however "
    "meanwhile there here what who how why where no not yes some many most both all each it's there's "
    "he's she's they're we're earlier later then today yesterday tomorrow still also according to"
)
"""Words that begin a sentence rather than follow an abbreviation inside one."""

# Closed classes

DETERMINERS = _words(
    "the a an this that these those his her its their our my your another each every no some any "
    "several many both all such whose"
)
PREPOSITIONS = _words(
    "of in on at by for from with to into onto over under about against between among through during "
    "without within upon across behind beyond near off out up down around toward towards amid despite "
    "via per than like unlike including following concerning regarding throughout until till since "
    "before after as along alongside besides beside inside outside above below versus except aboard"
)
BARE_TIMES = _words("last next this yesterday today tomorrow monday tuesday wednesday thursday friday saturday sunday")
"""Words that begin a time phrase and have no "in" before them."""

ELSEWHEN = _words(
    "since later then subsequently previously earlier before after following afterwards once daily often sometimes "
    "repeatedly originally initially formerly early eventually meanwhile during throughout until previous former first "
    "always never ever recently next"
)
"""Words that say a thing happened at another time than the news, or at several."""

FIRST_PERSON = _words("i we you me us my our your")
SUBJECTS = _words("i you he she it we they there everyone someone everybody somebody")
FEMALE = _words(
    "she her hers herself mrs ms queen princess actress woman girl mother daughter sister wife widow spokeswoman "
    "chairwoman congresswoman businesswoman"
)
MALE = _words(
    "he him his himself mr sir king prince actor man boy father son brother husband widower spokesman chairman "
    "congressman businessman"
)
"""Words that say of whom the sentence speaks: "he" is not she whom "her" means."""
UNNAMED = _words("he she it they this that these those there one some others many both all such who which what")
COORDINATORS = _words("and or but nor yet")
SUBORDINATORS = _words(
    "because although though while whereas if unless after before since until till as once whereby wherein "
    "whether lest so"
)
RELATIVES = _words("who whom whose which that")
WHEN_WHERE = _words("when where")
ALMOST = _words("never not hardly scarcely barely almost nearly allegedly supposedly purportedly")
"""Adverbs before a finite verb that take back what it says."""
FEW = _words("few no none nobody neither")
DENIALS = _words(
    "deny denies denied denying reject rejects rejected dismiss dismisses dismissed refute refutes refuted false untrue"
)
NEGATIONS = _words("not never no n't neither nor cannot without nobody nothing none hardly")
ADVERBS = _words(
    "last also still already then now just even only again once ever never not n't soon later earlier first "
    "recently often always sometimes yet instead thus therefore however meanwhile together since "
    "reportedly there here almost more most further both far well"
)

# Verbs

BE = _words("is are was were am isn't aren't wasn't weren't ain't")
HAVE = _words("has have had hasn't haven't hadn't")
INFINITE = _words("be been being having")
CONTRACTED = _words("it's he's she's that's there's they're we're you're i'm what's who's")
DO = _words("do does did don't doesn't didn't")
PAST_AUXILIARIES = _words("was were had did wasn't weren't hadn't didn't")
FUTURE = _words("will won't shall 'll")
CONDITIONAL = _words("would wouldn't")
DOUBTFUL = _words("may might could can should must ought cannot can't couldn't shouldn't mustn't mightn't")
MODALS = FUTURE | CONDITIONAL | DOUBTFUL

STRONG_PASTS = _words(
    "arose ate awoke became began bit blew bore broke came chose did drank drew drove fell flew forgot "
    "forgave froze gave got grew hid knew lay went overcame oversaw overthrew overtook ran rang resigned "
    "rode rose sang sank saw shook shrank sprang spoke stole strove swam swore threw took tore underwent "
    "undertook was were withdrew woke wore wrote foresaw forbade outgrew partook rewrote sought died "
    "said told wept slew strode trod wove dove pled bade awoke clung leapt beheld begot"
)
"""Pasts that are no participles too (or are seldom read as one), so that they are the verb of their clause."""

WEAK_PASTS = _words(
    "sat forecast beat bent bet bled bought bound bred brought broadcast built burst caught clung cost crept cut dealt "
    "dug fed felt fled flung fought found ground held heard hit hurt kept knelt laid led leapt left lent let lit "
    "lost made meant met misled paid put quit read rebuilt sent set shed shone shot shut slept slid sold "
    "sped spent split spread spun stood stuck struck stung swept swung taught thought thrust understood "
    "upheld upset withheld withstood won wound burnt learnt spelt spoilt dreamt"
)
"""Irregular pasts that look the same as participles."""

PARTICIPLES = _words(
    "been begun bitten blown borne born broken chosen come done drawn driven eaten fallen flown forbidden "
    "forgotten frozen given gone got grown hidden known overcome overseen overthrown proven ridden risen "
    "run seen shaken shown sought spoken stolen sung sunk sworn taken thrown torn undergone undertaken "
    "withdrawn woken worn written"
)
ADJECTIVAL = _words(
    "based located situated aged entitled dubbed related armed concerned alleged so-called named titled "
    "supposed united advanced unprecedented naked sacred wicked rugged detailed complicated "
    "sophisticated red hundred indeed exceed proceed succeed speed need feed seed breed bleed "
    "weed embed shed bed bleed"
)
"""Words in -ed that are seldom the verb of a clause."""

PRESENTS = _words(
    "says say believes believe thinks think wants want needs need remains remain includes include means mean "
    "seems seem becomes become makes make gives give takes take goes go comes come tries try agrees agree "
    "disagree disagrees expects expect hopes hope fears knows know sees see looks faces shows "
    "calls calling insists insist argues argue claims warns warn denies deny tells tell adds suggests suggest "
    "continues continue begins begin starts start ends opens open closes meets meet holds hold leaves leave "
    "arrives visits signs joins join wins win loses lose dies kills kill launches releases announces declares "
    "annexes invades attacks votes elects resigns appoints approves rejects bans suspends withdraws depends "
    "belongs belong contains contain consists consist represents represent owns own lives live works work "
    "plans plan aims aim intends intend seeks seek refuses refuse allows allow requires require provides "
    "provide appears appear stands stand runs lies lie enters enter returns return expires takes "
    "resume resumes reopen reopens convene convenes unveil unveils "
    "exist exists indicate indicates lack lacks experience like likes love loves hate hates "
    "understand understands feel feels"
)
"""Present forms met often in news; the ending alone doesn't tell them from plural nouns."""

STATIVE = BE | _words(
    "has have had remain remains remained seem seems seemed appear appears appeared belong belongs belonged contain "
    "contains contained consist consists consisted own owns owned know knows knew want wants wanted need "
    "needs needed depend depends depended include includes included exist exists existed live lives lived "
    "lack lacks lacked mean means meant stand stands stood believe believes believed think thinks thought "
    "like likes liked hope hopes hoped fear fears feared feel feels felt understand understands look looks "
    "looked exceed exceeds exceeded total totals totalled totaled amount amounts amounted average averages averaged "
    "involve involves involved comprise comprises comprised constitute constitutes constituted represented "
    "span spans spanned weigh weighs weighed measure measures cost costs "
    "it's that's there's he's she's they're we're faces faced expects expected"
)
"""Verbs for what is so, rather than for what happens."""

FATES = _words(
    "arrested burned burnt damaged destroyed detained displaced evacuated flooded hospitalised hospitalized hurt "
    "injured killed rescued saved wounded"
)
"""Participles for what is done to people and things: "nine were killed and dozens injured"."""

ACTIVITIES = _words(
    "attracted campaigned competed cooperated developed earned featured grew investigated lived lobbied negotiated "
    "operated played practised practiced prepared prosecuted studied toured trained traveled travelled worked"
)
"""Pasts for what seldom begins and ends on one day."""

SPEECH = _words(
    "said says say told tells tell added adds noted notes stated states stressed stresses explained explains "
    "argued argues claimed claims insisted insists warned warns suggested suggests pointed points observed "
    "observes commented comments remarked remarks replied replies believes believed thinks thought concluded "
    "concludes emphasised emphasized reiterated recalled admitted acknowledged alleged asserted maintained "
    "contended continued wrote writes tweeted reported reports asked asks saying telling declared announced "
    "announces confirmed confirms denied denies revealed described predicted expects hoped indicated ruled decided"
)
"""Verbs of saying and thinking that report what somebody said."""

HEARERS = _words("told asked warned tells reminded assured informed notified")
"""Of these, the ones whose hearer follows: told reporters that."""

DECISIONS = _words("ruled decided")
"""Of these, the ones that say by themselves what was said: ruled against."""

SPEECH_ACTS = DECISIONS | _words("declared announced announces confirmed denied denies revealed")
"""Verbs of saying that are acts as well: an announcement is an event."""

REPORTS = _words(
    "said says say told tells tell added adds noted notes stated states stressed explained argued claimed insisted "
    "warned remarked replied reiterated recalled tweeted wrote commented concluded"
)
"""Of these, the ones that make a statement even of a clause that reports no other clause."""

TAGS = SPEECH - _words("described expects")
"""Verbs that close a quotation: "…," he added."""

OPINION = _words(
    "believe believes believed think thinks thought hope hopes hoped fear fears feared doubt doubts unlikely likely "
    "perhaps maybe probably possibly expect expects expected suspect suspects wish wishes want wants feel suppose "
    "guess presumably potentially opinion"
)
"""Words that make what follows an opinion or a guess."""

JUDGED = _words(
    "accused acquitted admitted admits apologised apologized arrested blamed charged cleared confessed confesses "
    "convicted credited criticised criticized denied denies fined honored honoured imprisoned indicted jailed "
    "pleaded pleads pled praised recalled recalls remembered remembers sentenced suspected thanked"
)
"""Verbs behind which a deed of another day may be named: "confessed to killing a man in 2014"."""

PLANNED = _words("scheduled due set forecast projected expected planned slated supposed poised ready likely")
"""Words between "is" and "to" that make a plan of it."""

PLANS = _words("plans plan planned intends intend intended aims aim aimed hopes hope hoped wants want wanted")
"""Verbs that before "to" speak of what has not happened yet."""

CONDITIONS = _words("if unless whether lest should")

SUPERLATIVES = _words("first only last worst best most biggest largest highest lowest latest second third fourth fifth")

CHANGES = _words(
    "growth rise increase decrease decline fall drop change changes surge boom improvement progress shift trend spread "
    "reduction expansion"
)
"""Nouns for what goes on over a stretch of time, which then is theirs."""

COMPARISONS = (
    "compared with",
    "compared to",
    "than",
    "versus",
    "up from",
    "down from",
    "relative to",
    "as opposed to",
    "in contrast to",
    "unlike",
)
"""What a date behind it is compared with, not dated by."""

OFFICES = _words(
    "member observer scholar researcher president minister secretary general chancellor premier governor senator "
    "king queen prince princess pope "
    "spokesman spokeswoman spokesperson chief director chairman chairwoman chair chairperson leader ambassador "
    "commissioner colonel captain admiral commander sergeant lieutenant major officer judge justice prosecutor "
    "attorney mayor mp professor dr mr mrs ms sir analyst expert representative envoy adviser economist head ceo "
    "founder editor author congressman congresswoman candidate coach manager deputy lawyer detective inspector "
    "superintendent sheriff bishop archbishop cardinal rabbi imam sheikh emir sultan emperor"
)
"""Words that name an office before a person's name."""

PARTICLES = _words("out up off down away back over apart on in")
"""Words that belong to the verb before them: the money ran out."""

# Titles

BAD_ENDS = (
    DETERMINERS
    | PREPOSITIONS
    | COORDINATORS
    | SUBORDINATORS
    | RELATIVES
    | WHEN_WHERE
    | MODALS
    | BE
    | INFINITE
    | _words("has have had do does did because also just only very more most not so-called however therefore thus")
)
"""Words no title ends in."""
