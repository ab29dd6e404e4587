import { cultureKeys, type CultureKey } from './culture-text.ts'

/** A town in which companies of the demo have their offices. */
export type Place = {
  readonly state: string
  readonly city: string
  /** Pattern, # standing for a digit and @ for a capital letter; empty where the country has none. */
  readonly postalCode: string
  /** Where people speak otherwise than in most of the country. */
  readonly culture: CultureKey | undefined
}

/** The towns of a country; none for a country that is not in the demo. */
export function placesOf(country: string): readonly Place[] {
  return (places[country] ?? '')
    .split(',')
    .filter((text) => text.includes('/'))
    .map(place)
}

function place(text: string): Place {
  const [state = '', city = '', postalCode = '', culture] = text.trim().split('/')
  return { state, city, postalCode, culture: cultureKeys.find((key) => key === culture) }
}

/** State, city, postal code and, if not the country's own, the culture. */
const places: Readonly<Record<string, string>> = {
  DE: `
    Baden-Württemberg/Stuttgart/705##, Baden-Württemberg/Schwäbisch Gmünd/735##, Bayern/München/80###,
    Bayern/Nürnberg/904##, Bayern/Schweinfurt/974##, Nordrhein-Westfalen/Dortmund/441##,
    Nordrhein-Westfalen/Bielefeld/336##, Nordrhein-Westfalen/Köln/508##, Niedersachsen/Hannover/304##,
    Sachsen/Chemnitz/091##, Sachsen/Dresden/011##, Hessen/Kassel/341##, Hamburg/Hamburg/221##,
    Thüringen/Jena/077##, Saarland/Saarbrücken/661##`,
  FR: `
    Île-de-France/Paris/750##, Auvergne-Rhône-Alpes/Lyon/6900#, Auvergne-Rhône-Alpes/Saint-Étienne/420##,
    Auvergne-Rhône-Alpes/Annecy/740##, Grand Est/Strasbourg/670##, Hauts-de-France/Lille/590##,
    Pays de la Loire/Nantes/440##, Occitanie/Toulouse/310##, Bretagne/Rennes/350##,
    Bourgogne-Franche-Comté/Besançon/250##`,
  IT: `
    Lombardia/Milano/201##, Lombardia/Brescia/251##, Piemonte/Torino/101##, Emilia-Romagna/Bologna/401##,
    Emilia-Romagna/Modena/411##, Veneto/Vicenza/361##, Veneto/Padova/351##, Toscana/Firenze/501##`,
  US: `
    Illinois/Chicago/606##, Michigan/Grand Rapids/495##, Ohio/Cleveland/441##, Wisconsin/Milwaukee/532##,
    Massachusetts/Worcester/016##, California/San Jose/951##, Texas/Houston/770##,
    North Carolina/Charlotte/282##`,
  GB: `
    England/Birmingham/B1# #@@, England/Sheffield/S1# #@@, England/Manchester/M1# #@@,
    England/Coventry/CV# #@@, Scotland/Glasgow/G## #@@, Wales/Cardiff/CF1# #@@,
    Northern Ireland/Belfast/BT# #@@`,
  CN: `
    Jiangsu/Suzhou/2150##, Guangdong/Shenzhen/5180##, Guangdong/Dongguan/5230##, Shanghai/Shanghai/2000##,
    Zhejiang/Ningbo/3150##, Shandong/Qingdao/2660##, Shaanxi/Xi’an/7100##`,
  JP: `
    Aichi/Nagoya/460-00##, Osaka/Osaka/530-00##, Tokyo/Ōta/144-00##, Shizuoka/Hamamatsu/430-00##,
    Kanagawa/Yokohama/220-00##`,
  IN: `
    Maharashtra/Pune/4110##, Karnataka/Bengaluru/5600##, Tamil Nadu/Coimbatore/6410##,
    Gujarat/Ahmedabad/3800##, Haryana/Faridabad/1210##`,
  PL: `
    Śląskie/Katowice/40-0##, Dolnośląskie/Wrocław/50-0##, Małopolskie/Kraków/30-0##, Łódzkie/Łódź/90-0##,
    Wielkopolskie/Poznań/60-1##`,
  ES: `
    Catalunya/Barcelona/080##, País Vasco/Bilbao/480##, Comunidad de Madrid/Madrid/280##,
    Comunitat Valenciana/València/460##, Aragón/Zaragoza/500##, Navarra/Pamplona/310##`,
  SE: `
    Västra Götaland/Göteborg/41# ##, Stockholm/Södertälje/151 ##, Skåne/Malmö/21# ##,
    Östergötland/Linköping/58# ##, Västmanland/Västerås/72# ##`,
  NL: `
    Noord-Brabant/Eindhoven/56## @@, Overijssel/Enschede/75## @@, Zuid-Holland/Delft/26## @@,
    Gelderland/Apeldoorn/73## @@, Utrecht/Utrecht/35## @@`,
  CH: `
    Zürich/Winterthur/840#, Aargau/Aarau/500#, Bern/Biel/250#/french, Genève/Genève/120#/french,
    St. Gallen/St. Gallen/900#, Ticino/Lugano/690#/italian, Neuchâtel/La Chaux-de-Fonds/230#/french`,
  AT: `
    Oberösterreich/Linz/40##, Steiermark/Graz/80##, Wien/Wien/1##0, Vorarlberg/Dornbirn/685#,
    Tirol/Innsbruck/60##`,
  BR: `
    São Paulo/São Bernardo do Campo/097##-###, Santa Catarina/Joinville/892##-###,
    Rio Grande do Sul/Caxias do Sul/950##-###, Minas Gerais/Belo Horizonte/301##-###`,
  KR: `
    Gyeonggi-do/Suwon/164##, Gyeongsangnam-do/Changwon/514##, Seoul/Seoul/085##, Incheon/Incheon/217##`,
  TR: `
    İstanbul/İstanbul/349##, Bursa/Bursa/161##, Kocaeli/Gebze/414##, Konya/Konya/420##, İzmir/İzmir/350##`,
  CZ: `
    Jihomoravský kraj/Brno/602 ##, Plzeňský kraj/Plzeň/301 ##, Moravskoslezský kraj/Ostrava/702 ##,
    Středočeský kraj/Mladá Boleslav/293 ##`,
  BE: `
    Vlaanderen/Kortrijk/850#, Vlaanderen/Gent/900#, Vlaanderen/Leuven/300#, Wallonie/Liège/400#/french,
    Bruxelles/Bruxelles/10#0/french`,
  DK: `
    Syddanmark/Odense/52##, Midtjylland/Århus/82##, Nordjylland/Aalborg/92##, Syddanmark/Sønderborg/6400`,
  FI: `
    Pirkanmaa/Tampere/331##, Keski-Suomi/Jyväskylä/401##, Uusimaa/Espoo/021##,
    Pohjois-Pohjanmaa/Oulu/901##`,
  CA: `
    Ontario/Hamilton/L8@ #@#, Ontario/Kitchener/N2@ #@#, Québec/Montréal/H2@ #@#/french,
    British Columbia/Vancouver/V5@ #@#`,
  MX: `
    Nuevo León/Monterrey/640##, Querétaro/Querétaro/760##, Jalisco/Guadalajara/441##, Puebla/Puebla/720##`,
  AU: 'Victoria/Melbourne/30##, New South Wales/Newcastle/23##, Queensland/Brisbane/40##',
  PT: `
    Aveiro/Aveiro/38##-###, Porto/Maia/44##-###, Braga/Braga/47##-###, Leiria/Marinha Grande/24##-###`,
  HU: `
    Győr-Moson-Sopron/Győr/902#, Bács-Kiskun/Kecskemét/600#, Budapest/Budapest/11##,
    Csongrád-Csanád/Szeged/672#`,
  RO: 'Cluj/Cluj-Napoca/4000##, Timiș/Timișoara/3001##, Brașov/Brașov/5001##, Sibiu/Sibiu/5501##',
  GR: 'Attikí/Athína/11# ##, Kentrikí Makedonía/Thessaloníki/54# ##, Dytikí Elláda/Pátra/26# ##',
  UA: 'Lviv/Lviv/790##, Kharkiv/Kharkiv/610##, Dnipropetrovsk/Dnipro/490##',
  AE: 'Dubai/Dubai/, Abu Dhabi/Abu Dhabi/, Sharjah/Sharjah/',
}
