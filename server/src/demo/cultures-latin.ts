import type { CultureKey, CultureText } from './culture-text.ts'

/** Cultures that write with Latin letters. */
export const latinCultures = {
  german: {
    language: 'de',
    firstNames: `Andreas Stefan Michael Thomas Jürgen Jörg Uwe Matthias Florian Lukas Jonas Felix Björn
      Günther Sebastian Anna Katharina Sabine Claudia Julia Lena Sophie Ulrike Käthe Miriam Heike Nicole
      Annegret`,
    lastNames: `Müller Schmidt Schneider Fischer Weber Meyer Wagner Becker Schäfer Koch Bauer Richter Klein
      Wolf Schröder Neumann Schwarz Zimmermann Braun Krüger Hofmann Hartmann Lange Weiß Böhm Groß Jäger
      Vogel Keller Günther Köhler Lehmann Maier Huber Kaiser Fuchs Großmann Häußler Öztürk Strauß Brügger
      Zürcher Nägeli`,
    trades: `{} Maschinenbau GmbH|maschinenbau; {} Antriebstechnik GmbH & Co. KG|antriebstechnik;
      {} Automation AG|automation; {} Anlagenbau GmbH|anlagenbau; {} Sondermaschinen GmbH|sondermaschinen;
      {} Fördertechnik GmbH|foerdertechnik; {} Werkzeugbau e.K.|werkzeugbau;
      {} Präzisionstechnik GmbH|praezision; {} Verpackungstechnik GmbH|verpackung; {} Robotik GmbH|robotik;
      {} Ingenieurbüro|ingenieure; {} Medizintechnik AG|medtech`,
    university: 'Technische Hochschule {}|th',
    streets: `Industriestraße {}; Gewerbepark {}; Bahnhofstraße {}; Am Kanal {}; Robert-Koch-Straße {};
      Werkstr. {}a`,
  },
  french: {
    language: 'fr',
    firstNames: `Jean Pierre Michel François Hélène Sylvie Nathalie Émilie Chloé Élodie Benoît Jérôme
      Sébastien Frédéric Stéphane Mathieu Anaïs Loïc Gaëlle Thibault Guillaume Aurélie Cédric Noémie Camille
      Étienne`,
    lastNames: `Martin Bernard Dubois Thomas Robert Durand Leroy Moreau Lefèvre Fournier Girard Mercier
      Garnier Faure Rousseau Chevalier Gauthier Perrin Bonnet Lemaître Béranger Guérin Marchand Noël Hébert
      Prévost Collet Renaud Crépin Vasseur L’Hermitte D’Alembert`,
    trades: `{} Mécanique SAS|mecanique; Ateliers {} SARL|ateliers; {} Automatismes SAS|automatismes;
      {} Industrie SA|industrie; Établissements {} & Fils|ets; {} Robotique SAS|robotique;
      {} Usinage SARL|usinage; {} Ingénierie SAS|ingenierie; {} Convoyage SAS|convoyage;
      {} Aéronautique SA|aero`,
    university: 'Institut de technologie de {}|it',
    streets: `{} rue de l’Industrie; {} avenue Jean Jaurès; ZI Nord, {} rue des Frères Lumière;
      {} bis chemin du Moulin`,
  },
  italian: {
    language: 'it',
    firstNames: `Marco Andrea Luca Giuseppe Nicolò Matteo Davide Alessandro Francesca Chiara Giulia Elena
      Niccolò Paola Silvia Roberto Stefano Riccardo Federica Simone Lorenzo`,
    lastNames: `Rossi Russo Ferrari Esposito Bianchi Romano Colombo Ricci Marino Greco Bruno Gallo Conti
      Mancini Costa Giordano Rizzo Lombardi Moretti Barbieri Fontana Santoro Mariani Rinaldi Caruso Ferrara
      Galli Martini Leone D’Angelo Nicolò`,
    trades: `Officine {} S.r.l.|officine; {} Automazioni S.p.A.|automazioni; {} Meccanica S.r.l.|meccanica;
      {} Impianti S.p.A.|impianti; {} Macchine S.r.l.|macchine; {} Packaging S.p.A.|packaging;
      {} & C. S.n.c.|ec; {} Robotica S.r.l.|robotica; F.lli {} S.r.l.|flli`,
    university: 'Politecnico di {}|politecnico',
    streets: `Via dell’Industria {}; Via Giuseppe Verdi {}; Viale Europa {}/A; Via dell’Artigianato {}`,
  },
  english: {
    language: 'en',
    firstNames: `James John David Michael Sarah Emily Laura Daniel Matthew Andrew Joshua Rachel Megan Zoë
      Siobhán Ryan Kevin Brian Karen Priya Carlos Tyler Hannah Oliver Harry Charlotte Alistair`,
    lastNames: `Smith Jones Taylor Brown Williams Wilson Johnson Davies Robinson Wright Thompson Evans
      Walker White Roberts Green Hall Wood Jackson Clarke O’Brien O’Connor MacDonald Harris Nguyen Garcia
      Miller Anderson Carter Mitchell Campbell Parker Patel Hughes Fletcher Baker`,
    trades: `{} Engineering Ltd|engineering; {} Automation Inc.|automation;
      {} Machine Works LLC|machineworks; {} Packaging Systems, Inc.|packaging; {} Aerospace Corp.|aerospace;
      {} & Sons Ltd|andsons; {} Robotics Inc.|robotics; {} Precision plc|precision;
      {} Controls LLC|controls; {} Industrial Group|industrial`,
    university: '{} Institute of Technology|tech',
    streets: `{} Industrial Parkway; Unit {}, Station Road; {} Main Street; {} Enterprise Way, Suite 4;
      {} Foundry Lane`,
  },
  spanish: {
    language: 'es',
    firstNames: `José María Javier Sergio Ángel Andrés Íñigo Íker Nuria Lucía Marta Raúl Óscar Iván Begoña
      Álvaro Carmen Jesús Ramón Verónica Joaquín`,
    lastNames: `García Fernández González Rodríguez López Martínez Sánchez Pérez Gómez Jiménez Ruiz
      Hernández Muñoz Álvarez Romero Navarro Gutiérrez Ibáñez Etxeberria Agirre Núñez Cortés Peña Domínguez
      Vázquez Castaño`,
    trades: `Talleres {} S.L.|talleres; {} Automatización S.A.|automatizacion;
      Mecanizados {} S.L.|mecanizados; {} Ingeniería S.L.U.|ingenieria; {} Maquinaria S.A.|maquinaria;
      {} Hermanos S.A. de C.V.|hnos; {} Envasado S.L.|envasado`,
    university: 'Universidad Politécnica de {}|upol',
    streets: `Calle de la Industria, {}; Polígono Industrial Sur, nave {}; Avenida de la Constitución {};
      C/ Álava {}, 2º`,
  },
  portuguese: {
    language: 'pt',
    firstNames: `João José António Luís Inês Conceição Márcia Rogério Fábio Tânia Gonçalo Vinícius Patrícia
      Cláudia Paulo Bruno Rafael Sónia Hélder Letícia`,
    lastNames: `Silva Santos Ferreira Pereira Oliveira Costa Rodrigues Martins Sousa Fernandes Gonçalves
      Gomes Lopes Marques Almeida Ribeiro Conceição Araújo Magalhães Simões Leitão Assunção`,
    trades: `{} Indústria Mecânica Ltda.|mecanica; Metalúrgica {} S.A.|metalurgica;
      {} Automação Lda.|automacao; {} Moldes Lda.|moldes; {} Máquinas S.A.|maquinas; Irmãos {} Ltda.|irmaos`,
    university: 'Universidade Técnica de {}|ut',
    streets: `Rua da Indústria, {}; Avenida Brasil, {}; Zona Industrial, Lote {}; Rua São João {}`,
  },
  dutch: {
    language: 'nl',
    firstNames: `Jan Pieter Willem Daan Sander Bram Jeroen Marieke Anouk Joost Koen Lotte Femke Ruud Tijs
      Zoë René Geert`,
    lastNames: `Jansen Visser Smit Meijer Mulder Bos Peters Hendriks Dekker Brouwer Dijkstra Verhoeven Claes
      Maes Vermeulen Wouters Goossens Desmet Hoekstra Kuipers Postma`,
    trades: `{} Machinebouw B.V.|machinebouw; {} Techniek B.V.|techniek; {} Engineering N.V.|engineering;
      {} Automatisering B.V.|automatisering; {} Transportsystemen B.V.|transport; Gebroeders {} B.V.|gebr`,
    university: 'Technische Hogeschool {}|th',
    streets: `Industrieweg {}; Havenstraat {}; Stationsplein {}; Nijverheidslaan {} bus 2`,
  },
  swedish: {
    language: 'sv',
    firstNames: `Erik Lars Anders Björn Göran Åke Jörgen Åsa Märta Linnéa Karin Malin Henrik Oskar Sören
      Emma Ulf`,
    lastNames: `Andersson Johansson Karlsson Nilsson Eriksson Lindström Bergström Sjöberg Åkesson Öberg
      Söderlund Lundqvist Nyström Holmgren Hägglund Björk`,
    trades: `{} Mekaniska Verkstad AB|mekaniska; {} Automation AB|automation; {} Maskin AB|maskin;
      {} Konstruktion AB|konstruktion; {} Teknik AB|teknik`,
    university: '{} tekniska högskola|th',
    streets: `Industrigatan {}; Verkstadsvägen {}; Östra Hamngatan {}; Björkvägen {}B`,
  },
  danish: {
    language: 'da',
    firstNames: `Søren Jørgen Kåre Mads Rasmus Mette Kirsten Bjørn Anne Lærke Niels Frederik Ida Jens`,
    lastNames: `Jensen Nielsen Hansen Sørensen Jørgensen Møller Kjær Nørgaard Østergaard Thomsen Bæk
      Lauridsen Skov`,
    trades: `{} Maskinfabrik A/S|maskinfabrik; {} Teknik ApS|teknik; {} Automatik A/S|automatik;
      {} Pumper A/S|pumper`,
    university: 'Teknisk Universitet {}|tu',
    streets: `Industrivej {}; Fabriksvej {}; Søndergade {}; Ålborgvej {}, st. tv.`,
  },
  finnish: {
    language: 'fi',
    firstNames: `Jukka Pekka Mikko Päivi Sinikka Väinö Jyrki Antti Sanna Minna Heikki Eero Tiina`,
    lastNames: `Korhonen Virtanen Mäkinen Nieminen Mäkelä Hämäläinen Laine Heikkinen Koskinen Järvinen
      Lehtonen Saarinen Ylönen`,
    trades: `{} Konepaja Oy|konepaja; {} Automaatio Oy|automaatio; {} Metalli Oy|metalli;
      {} Tekniikka Oyj|tekniikka`,
    university: '{} ammattikorkeakoulu|amk',
    streets: `Teollisuuskatu {}; Konepajankatu {}; Hämeentie {} A 3; Satamatie {}`,
  },
  polish: {
    language: 'pl',
    firstNames: `Piotr Paweł Michał Łukasz Małgorzata Agnieszka Katarzyna Krzysztof Grzegorz Tomasz Żaneta
      Wojciech Bożena Rafał Stanisław Joanna Mirosław`,
    lastNames: `Nowak Wójcik Kowalczyk Woźniak Mazur Krawczyk Kaczmarek Zając Król Wróbel Stępień Jabłoński
      Dąbrowska Pawlak Górski Sikora Ostrowski Bąk Żak Święcicki`,
    trades: `{} Maszyny Sp. z o.o.|maszyny; Zakłady Mechaniczne {} S.A.|zm;
      {} Automatyka Sp. z o.o.|automatyka; {} Konstrukcje s.c.|konstrukcje;
      Narzędziownia {} Sp.j.|narzedziownia; {} Robotyka Sp. z o.o.|robotyka`,
    university: 'Politechnika {}|pol',
    streets: `ul. Przemysłowa {}; ul. Fabryczna {}/2; al. Żwirki i Wigury {}; ul. Łąkowa {}`,
  },
  czech: {
    language: 'cs',
    firstNames: `Jiří Jan Petr Tomáš Lukáš Ondřej Zdeněk Kateřina Lenka Veronika Jaroslav Miloš Věra Šárka
      Vojtěch`,
    lastNames: `Novák Svoboda Dvořák Černý Procházka Kučera Veselý Horák Němec Pokorný Král Růžička Beneš
      Fiala Sedláček Říha`,
    trades: `{} Strojírny s.r.o.|strojirny; {} Automatizace a.s.|automatizace; {} Nářadí s.r.o.|naradi;
      {} Technika s.r.o.|technika; Slévárna {} a.s.|slevarna`,
    university: 'Vysoké učení technické {}|vut',
    streets: `Průmyslová {}; Tovární {}/12; Nádražní {}; Křenová {}`,
  },
  hungarian: {
    language: 'hu',
    firstNames: `László István József Zoltán Gábor Ágnes Éva Tünde Balázs Győző Ödön Katalin Réka Szilárd`,
    lastNames: `Nagy Kovács Tóth Szabó Horváth Varga Kiss Molnár Németh Farkas Balogh Papp Lakatos Szűcs
      Győri Kőszegi`,
    trades: `{} Gépgyár Kft.|gepgyar; {} Automatika Zrt.|automatika; {} Szerszám Kft.|szerszam;
      {} Ipari Bt.|ipari`,
    university: '{} Műszaki Egyetem|me',
    streets: `Ipari park {}.; Gyár utca {}.; Fő tér {}.; Kőrösi út {}/B`,
  },
  romanian: {
    language: 'ro',
    firstNames: `Ion Andrei Ștefan Mihai Ionuț Cătălin Răzvan Mădălina Ioana Raluca Bogdan Ileana Țepeș`,
    lastNames: `Popescu Ionescu Pop Dumitrescu Stoica Stan Munteanu Șerban Țăranu Brătianu Lăzărescu
      Câmpeanu Moldoveanu`,
    trades: `{} Mecanică S.R.L.|mecanica; {} Automatizări S.A.|automatizari; {} Utilaje S.R.L.|utilaje;
      {} Scule S.R.L.|scule`,
    university: 'Universitatea Politehnica {}|up',
    streets: `Str. Fabricii nr. {}; Bd. Muncii {}; Calea Șagului {}; Str. Țării {}, bl. A`,
  },
  turkish: {
    language: 'tr',
    firstNames: `Mehmet Mustafa Ayşe Fatma Çağrı Gökhan Özgür İbrahim Şule Tuğba Emre Burak Ömer Işıl Ümit
      Barış`,
    lastNames: `Yılmaz Kaya Demir Şahin Çelik Yıldız Öztürk Aydın Özdemir Arslan Doğan Kılıç Çetin Koç Kurt
      Güneş Işık`,
    trades: `{} Makina San. ve Tic. A.Ş.|makina; {} Otomasyon Ltd. Şti.|otomasyon;
      {} Hidrolik Ltd. Şti.|hidrolik; {} Kalıp San. A.Ş.|kalip; {} Otomotiv A.Ş.|otomotiv`,
    university: '{} Teknik Üniversitesi|tu',
    streets: `Organize Sanayi Bölgesi, {}. Cadde; Atatürk Bulvarı No: {}; Çınar Sokak No: {};
      İstiklal Cad. {}`,
  },
  indian: {
    language: 'en-IN',
    firstNames: `Rajesh Amit Sanjay Priya Ananya Vikram Suresh Deepak Kavita Lakshmi Arjun Rohan Meera
      Karthik Neha Prakash Harish Divya`,
    lastNames: `Sharma Patel Singh Kumar Reddy Iyer Nair Deshmukh Kulkarni Joshi Gupta Mehta Rao Subramaniam
      Chatterjee Banerjee Krishnamurthy Pillai`,
    trades: `{} Engineering Works Pvt. Ltd.|engg; {} Automation Pvt. Ltd.|automation;
      {} Industries Ltd.|industries; {} Machine Tools Pvt. Ltd.|machinetools; {} Pumps & Valves Ltd.|pumps;
      {} Textile Machinery Ltd.|textile`,
    university: '{} College of Engineering|coe',
    streets: `Plot No. {}, MIDC; {}/4, Industrial Estate; #{}, 2nd Cross, Peenya;
      Survey No. {}, GIDC Phase II`,
  },
} as const satisfies Partial<Record<CultureKey, CultureText>>
