/** Capitalised words that follow a title or an introduction and are no name (lower-case here). */
export const NO_NAME: ReadonlySet<string> = new Set(
  (
    'a an the and or but not no none unknown unspecified withheld redacted given deceased alive well fit healthy n/a na ' +
    'he she it they we you i my his her their our this that these those who what when where why how is was has had have ' +
    'said says told will would should can could may might advised advice reviewed review to of in on at for from with ' +
    'practitioner practitioners manager specialist consultant consultants led triage station unit team teams call ' +
    'doctor doctors nurse nurses gp registrar surgeon physician pharmacist midwife sir madam colleague colleagues all ' +
    'patient patients parent parents carer carers reported outcome health care questionnaire safety history notes label ' +
    'type rhesus covid hiv aids mri ct imaging angiography spectroscopy scan severe moderate mild trace relapse flare ' +
    'medical surgical acute chronic coronary emergency services service department clinic ward hospital team ' +
    'african american asian south north east west black white british irish indian chinese hispanic latino latina ' +
    'european caribbean jewish muslim christian hindu sikh buddhist catholic french german polish italian spanish ' +
    'english scottish welsh native pacific middle eastern arab japanese korean pakistani nigerian somali mexican ' +
    'monday tuesday wednesday thursday friday saturday sunday january february march april june july august september ' +
    'october november december mother father brother sister son daughter wife husband yes ok please thanks thank sorry ' +
    're data details id number name age sex dob male female m f drug dose normal negative positive pending left right both ' +
    'complains complaining presented presents presenting denies seen admitted discharged pain feeling very really just ' +
    'clexane entresto eliquis xarelto ozempic ventolin keppra tazocin augmentin nurofen calpol gaviscon botox lantus novorapid ' +
    'humira lyrica xanax valium prozac zoloft lipitor crestor viagra plavix pradaxa lasix zofran benadryl tylenol advil motrin ' +
    'panadol voltarol seretide symbicort mounjaro wegovy jardiance forxiga januvia trulicity victoza infacol movicol senokot ' +
    'savlon sudocrem clenil fostair spiriva oramorph aspirin paracetamol ibuprofen insulin metformin warfarin heparin ' +
    'morphine fentanyl codeine oxygen naloxone narcan epipen methadone suboxone lithium clozapine ritalin adderall depo ' +
    'so also still now here back going having getting taking trying worried scared pregnant diabetic asthmatic allergic'
  ).split(' '),
);

/** Words that make the capitalised words before them a disease, a sign or a thing. */
export const MEDICAL_NOUN =
  /(?:^|[ -])(?:syndromes?|disease|disorder|sign|palsy|lymphoma|contracture|scale|score|criteria|chart|classification|reflex|test|fracture|ulcer|hernia|tumou?r|cancer|carcinoma|sarcoma|anaemia|anemia|thyroiditis|arthritis|infection|virus|fever|manoeuvre|maneuver|position|catheter|inhaler|cream|tablets?|syrup|diabetic|diabetes|negative|positive|deficiency|dementia|diseases|phenomenon|effusion|failure|index|forte|plus|duo|evohaler|services?|team|department|ward|unit|clinic|measures?|questionnaire|protocol|pathway|guideline|rate|pressure|trial|study|association|society|school|danlos|barr[eé])(?![\p{L}])/iu;

export const KIN =
  '(?:ex-wife|ex-husband|ex-partner|(?:mother|father|sister|brother|son|daughter)-in-law|auntie|aunty|nan|nana|nanna|granny|grandma|grandpa|grandad|granddad|stepmother|stepfather|stepmum|stepdad|stepbrother|stepsister|half-brother|half-sister|foster (?:mother|father|son|daughter)|godmother|godfather|wife|husband|partner|spouse|son|daughter|brother|sister|mother|father|mum|mom|dad|gran|grandmother|grandfather|grandson|granddaughter|aunt|uncle|nephew|niece|cousin|fianc[eé]e?|boyfriend|girlfriend|friend|flatmate|roommate|neighbou?r|carer|caregiver|baby|child|little (?:boy|girl)|boy|girl|twins?|stepson|stepdaughter|colleague|boss)';
