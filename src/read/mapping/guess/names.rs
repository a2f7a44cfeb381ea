//! What fields are called, in the languages of most files; the guess takes the first name that is there.

use crate::read::mapping::Role;

/// Names of fields for each role, in lower case without signs between words; the first that is there counts.
pub(super) const NAMES: [(Role, &str); 18] = [
    (
        Role::Subject,
        "subject source head from src subjectname sourcename sourceentity person personname name fullname \
         entity1 entitya node1 a who director owner donor payer actor employee member author sender buyer \
         lobbyist s wer subjekt inhaber eigentümer geschäftsführer spender lobbyistin akteur absender qui \
         sujet nom personne dirigeant propriétaire donateur auteur quién quien sujeto nombre persona \
         propietario chi soggetto nome proprietario quem sujeito pessoa wie onderwerp naam persoon кто \
         субъект имя 主体 主語 主语 头实体 人物 姓名 投资方 股东",
    ),
    (
        Role::Object,
        "object target tail to dst objectname targetname targetentity company companyname organization \
         organisation org firm employer entity2 entityb node2 b whom owned recipient beneficiary payee \
         receiver seller client party committee board film partner o objekt wofür wen wem mitwem bei beiwem \
         ziel firma unternehmen gesellschaft organisationsname empfänger partei verein objet àqui aqui \
         pourqui avecqui cible entreprise société organisme bénéficiaire objeto aquién paraquién empresa \
         sociedad organización destinatario oggetto azienda società alvo bedrijf organisatie doel объект \
         кому компания организация 客体 宾语 目的語 目标 尾实体 公司 机构 被投资方",
    ),
    (
        Role::Relation,
        "relation relationship predicate verb relationtype relationshiptype link tie role position jobtitle \
         function type label action event p was beziehung relationstyp verbindung rolle funktion amt \
         tätigkeit quoi lien rôle fonction poste qué que relación vínculo cargo papel cosa relazione ruolo \
         carica relação oquê wat relatie rol functie связь отношение роль должность 关系 關係 関係 谓语 述語 职务",
    ),
    (
        Role::SubjectKind,
        "subjecttype subjectkind sourcetype headtype fromtype entity1type stype subjekttyp typesujet \
         tiposujeto 主体类型 头实体类型",
    ),
    (
        Role::ObjectKind,
        "objecttype objectkind targettype tailtype totype entity2type otype objekttyp typeobjet tipoobjeto \
         客体类型 尾实体类型",
    ),
    (
        Role::Excerpt,
        "excerpt evidence sentence quote quotation passage context snippet text zitat beleg satz textstelle \
         wortlaut citation extrait phrase preuve cita extracto frase citazione prova citaat zin цитата \
         предложение 原文 引文 证据 句子 引用",
    ),
    (
        Role::ArticleTitle,
        "articletitle headline title documenttitle sourcetitle überschrift titel schlagzeile quelle titre \
         titular título fuente titolo fonte bron kop заголовок источник 标题 来源 題名 出典",
    ),
    (
        Role::ArticleUrl,
        "articleurl url link sourceurl href uri website adresse enlace quelle quellenurl fuente fonte bron \
         ссылка 链接 网址",
    ),
    (
        Role::ArticlePublisher,
        "publisher outlet publication newspaper medium site domain zeitung verlag herausgeber journal \
         éditeur média periódico medio giornale testata krant uitgever издание 媒体 出版社",
    ),
    (
        Role::ArticleDate,
        "articledate published publishedat publicationdate pubdate publishdate veröffentlicht erschienen \
         erscheinungsdatum publié publiéle datedepublication publicado pubblicato gepubliceerd 发布日期",
    ),
    (
        Role::ArticleText,
        "articletext fulltext body content documenttext volltext artikeltext inhalt texteintégral contenu \
         contenido contenuto inhoud 正文 全文",
    ),
    (
        Role::When,
        "when date eventdate year time day wann datum jahr zeitpunkt quand année fecha año cuándo cuando \
         data anno quando ano wanneer jaar дата когда год 日期 时间 年份 日付",
    ),
    (
        Role::From,
        "startdate start since begin appointed validfrom startyear fromdate von seit ab beginn startdatum \
         depuis début desde inicio dal da inizio sinds vanaf с начало 开始日期 起始",
    ),
    (
        Role::Until,
        "enddate end until resigned validto endyear todate bis ende enddatum jusque jusquau fin hasta fino \
         al fine tot einde до конец 结束日期 截止",
    ),
    (
        Role::Value,
        "value amount sum share stake percentage betrag wert summe anteil höhe montant valeur part importe \
         monto valor importo valore bedrag waarde сумма доля 金额 数额 比例",
    ),
    (Role::Status, "status"),
    (Role::Confidence, "confidence probability score certainty konfidenz sicherheit confiance confianza 置信度"),
    (Role::Id, "id factid uuid"),
];

/// What fields of the record above are called, where that is an article with its facts in it.
pub(super) const ABOVE: [(Role, &str); 5] = [
    (Role::ArticleTitle, "articletitle headline title titel titre título titolo 标题"),
    (Role::ArticleUrl, "articleurl url link sourceurl href uri source id"),
    (Role::ArticlePublisher, "publisher outlet publication newspaper site domain zeitung 媒体"),
    (Role::ArticleDate, "published publishedat publicationdate pubdate date datum fecha 日期"),
    (Role::ArticleText, "articletext fulltext text content body document volltext 正文 全文"),
];

/// Names that mean the relation beside an object, and the object where there is none.
pub(super) const WHAT: [&str; 7] = ["was", "quoi", "qué", "que", "cosa", "oquê", "wat"];
