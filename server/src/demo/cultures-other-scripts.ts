import type { CultureKey, CultureText } from './culture-text.ts'

/** Cultures that write names in other letters; their e-mail addresses are romanised. */
export const otherScriptCultures = {
  chinese: {
    language: 'zh-CN',
    firstNames: `伟|wei 芳|fang 娜|na 秀英|xiuying 敏|min 静|jing 丽|li 强|qiang 磊|lei 军|jun 洋|yang 勇|yong 艳|yan
      杰|jie 涛|tao 明|ming 超|chao 建华|jianhua 志强|zhiqiang 晓东|xiaodong 雪梅|xuemei 文博|wenbo`,
    lastNames: `王|wang 李|li 张|zhang 刘|liu 陈|chen 杨|yang 赵|zhao 黄|huang 周|zhou 吴|wu 徐|xu 孙|sun 胡|hu 朱|zhu
      高|gao 林|lin 何|he 郭|guo 马|ma 罗|luo 欧阳|ouyang`,
    stems: `华瑞|huarui 精工|jinggong 恒通|hengtong 东方|dongfang 新力|xinli 宏达|hongda 金鼎|jinding 天润|tianrun 博远|boyuan
      中科|zhongke 瑞丰|ruifeng 海川|haichuan 德力|deli 永盛|yongsheng 嘉禾|jiahe 科瑞|kerui 汇智|huizhi 龙腾|longteng`,
    trades: `{}机械有限公司|machinery; {}自动化设备有限公司|automation; {}精密科技股份有限公司|precision; {}机器人技术有限公司|robot;
      {}电子设备有限公司|electronics; {}轴承贸易有限公司|trading`,
    university: '{}理工大学|ligong',
    streets: `工业园区星湖街{}号; 科技路{}号; 人民路{}号3栋; No. {} Jinji Lake Road`,
  },
  japanese: {
    language: 'ja',
    firstNames: `健|ken 誠|makoto 浩二|koji 大輔|daisuke 翔太|shota 陽子|yoko 美咲|misaki 直樹|naoki 恵子|keiko 拓也|takuya
      亮|ryo 由美|yumi 悠斗|yuto さくら|sakura`,
    lastNames: `佐藤|sato 鈴木|suzuki 高橋|takahashi 田中|tanaka 伊藤|ito 渡辺|watanabe 山本|yamamoto 中村|nakamura
      小林|kobayashi 加藤|kato 吉田|yoshida 山田|yamada 松本|matsumoto 井上|inoue 木村|kimura`,
    stems: `東海|tokai 三栄|sanei 日東|nitto 大和|daiwa 富岳|fugaku 共立|kyoritsu 協和|kyowa 明光|meiko 旭|asahi 光洋|koyou
      北斗|hokuto 昭栄|shoei`,
    trades: `株式会社{}製作所|mfg; {}精機株式会社|seiki; {}工業株式会社|kogyo; 株式会社{}エンジニアリング|eng; 有限会社{}機械|kikai`,
    university: '{}工業大学|kodai',
    streets: `中央区栄{}丁目1-1; 本町{}-12; 工業団地{}番地; 東区泉{}-3-7`,
  },
  korean: {
    language: 'ko',
    firstNames: `민준|minjun 서연|seoyeon 지훈|jihun 지우|jiwoo 현우|hyunwoo 수빈|subin 성민|seongmin 은지|eunji 동현|donghyun
      미영|miyoung 태호|taeho 영희|younghee`,
    lastNames: `김|kim 이|lee 박|park 최|choi 정|jung 강|kang 조|cho 윤|yoon 장|jang 임|lim 한|han 오|oh 남궁|namgung`,
    stems: `한성|hansung 대원|daewon 삼진|samjin 동아|donga 세광|sekwang 우진|woojin 신영|shinyoung 태광|taekwang 미래|mirae
      성일|sungil 나라|nara 유진|yujin`,
    trades: `{}기계 주식회사|machinery; (주){}자동화|automation; {}정밀(주)|precision; 주식회사 {}로봇|robot; {}산업(주)|ind`,
    university: '{}공과대학교|univ',
    streets: `산업로 {}; 테헤란로 {}길 7; 공단로 {}번길 12; 창원대로 {}`,
  },
  greek: {
    language: 'el',
    firstNames: `Γιώργος|giorgos Δημήτρης|dimitris Κώστας|kostas Ελένη|eleni Μαρία|maria Νίκος|nikos
      Αικατερίνη|aikaterini Παναγιώτης|panagiotis Σοφία|sofia`,
    lastNames: `Παπαδόπουλος|papadopoulos Βλάχος|vlachos Αγγελόπουλος|angelopoulos Νικολαΐδης|nikolaidis
      Οικονόμου|oikonomou Γεωργίου|georgiou Δημητρίου|dimitriou Καραγιάννης|karagiannis`,
    stems: `Ήφαιστος|ifestos Δαίδαλος|daidalos Άτλας|atlas Αίολος|aiolos Κρόνος|kronos Ωρίων|orion
      Τάλως|talos Ίκαρος|ikaros`,
    trades: `{} Μηχανουργική Α.Ε.|michanourgiki; {} Αυτοματισμοί Ε.Π.Ε.|automation;
      {} Βιομηχανική Α.Ε.|industry; {} & ΣΙΑ Ο.Ε.|sia`,
    university: 'Πολυτεχνείο {}|poly',
    streets: `Βιομηχανική Περιοχή, Ο.Τ. {}; Λεωφόρος Αθηνών {}; Οδός Ερμού {}`,
  },
  ukrainian: {
    language: 'uk',
    firstNames: `Олександр|oleksandr Андрій|andrii Сергій|serhii Наталія|nataliia Ірина|iryna Юрій|yurii
      Тетяна|tetiana Дмитро|dmytro Оксана|oksana Євген|yevhen`,
    lastNames: `Шевченко|shevchenko Бондаренко|bondarenko Ткаченко|tkachenko Коваленко|kovalenko
      Мельник|melnyk Поліщук|polishchuk Кравець|kravets Лисенко|lysenko Гончар|honchar Їжакевич|yizhakevych`,
    stems: `Маяк|maiak Карпати|karpaty Дніпро|dnipro Зоря|zoria Орбіта|orbita Галич|halych Прогрес|progres
      Вектор|vektor`,
    trades: `ТОВ «{} Машинобудування»|mash; ПрАТ «{}»|prat; ТОВ «{} Автоматика»|avtomatyka;
      НВП «{} Сервіс»|nvp`,
    university: 'Політехнічний університет {}|politeh',
    streets: `вул. Промислова, {}; просп. Науки, {}; вул. Заводська, {}а`,
  },
  arabic: {
    language: 'ar',
    firstNames: `محمد|mohammed أحمد|ahmed فاطمة|fatima خالد|khalid عمر|omar مريم|mariam يوسف|yousef
      سارة|sara`,
    lastNames: `الهاشمي|alhashimi المنصوري|almansoori الخوري|alkhoury حداد|haddad الشامسي|alshamsi
      النعيمي|alnuaimi سليمان|suleiman`,
    stems: `الخليج|alkhaleej النخلة|alnakhla الصقر|alsaqr الفجر|alfajr اللؤلؤة|allulua المدار|almadar`,
    trades: `شركة {} للصناعات الهندسية ذ.م.م|industries; {} للأتمتة ش.ذ.م.م|automation;
      مؤسسة {} للمعدات|equipment`,
    university: 'جامعة {} التقنية|tech',
    streets: `شارع الشيخ زايد {}; المنطقة الصناعية {}; Al Quoz Industrial Area {}`,
  },
} as const satisfies Partial<Record<CultureKey, CultureText>>
