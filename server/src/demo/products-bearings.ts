import type { ProductRange } from './product-text.ts'

const seals = ':open|-2RS:2RS|-2Z:2Z|-RS:RS|-2RS-C3:2RS|-2Z-C3:2Z'

/** Rotary bearings of Acme Bearings, by catalog key. */
export const bearingRanges = {
  'ball-bearings': {
    weight: 34,
    families: [
      {
        name: 'Deep groove ball bearing 6000 series',
        category: 'Bearings/Ball bearings/Deep groove',
        weight: 26,
        number: '{#size}{#seal}',
        options: {
          '#size:d:D:B': `6000:10:26:8|6001:12:28:8|6002:15:32:9|6003:17:35:10|6004:20:42:12|6005:25:47:12|
            6006:30:55:13|6007:35:62:14|6008:40:68:15|6009:45:75:16|6010:50:80:16|6012:60:95:18|6014:70:110:20`,
          '#seal:seal': seals,
        },
      },
      {
        name: 'Deep groove ball bearing 6200 series',
        category: 'Bearings/Ball bearings/Deep groove',
        weight: 34,
        number: '{#size}{#seal}',
        options: {
          '#size:d:D:B': `6200:10:30:9|6201:12:32:10|6202:15:35:11|6203:17:40:12|6204:20:47:14|
            6205:25:52:15|6206:30:62:16|6207:35:72:17|6208:40:80:18|6209:45:85:19|6210:50:90:20|
            6211:55:100:21|6212:60:110:22|6214:70:125:24`,
          '#seal:seal': seals,
        },
      },
      {
        name: 'Deep groove ball bearing 6300 series',
        category: 'Bearings/Ball bearings/Deep groove',
        weight: 18,
        number: '{#size}{#seal}',
        options: {
          '#size:d:D:B': `6300:10:35:11|6301:12:37:12|6302:15:42:13|6303:17:47:14|6304:20:52:15|
            6305:25:62:17|6306:30:72:19|6307:35:80:21|6308:40:90:23|6309:45:100:25|6310:50:110:27`,
          '#seal:seal': seals,
        },
      },
      {
        name: 'Miniature ball bearing',
        category: 'Bearings/Ball bearings/Miniature',
        weight: 10,
        number: '{#size}{#seal}',
        options: {
          '#size:d:D:B': `623:3:10:4|624:4:13:5|625:5:16:5|626:6:19:6|607:7:19:6|608:8:22:7|609:9:24:7|
            684:4:9:2.5|685:5:11:3|686:6:13:3.5|688:8:16:4|693:3:8:3|695:5:13:4`,
          '#seal:seal': ':open|-2RS:2RS|-ZZ:2Z',
        },
      },
      {
        name: 'Angular contact ball bearing 7200 B',
        category: 'Bearings/Ball bearings/Angular contact',
        weight: 12,
        number: '{#size}-B-{#cage}{#set}',
        options: {
          '#size:d:D:B': `7200:10:30:9|7201:12:32:10|7202:15:35:11|7203:17:40:12|7204:20:47:14|
            7205:25:52:15|7206:30:62:16|7207:35:72:17|7208:40:80:18|7210:50:90:20`,
          '#cage:cage': 'TVP:polyamide|JP:steel|MP:brass',
          '#set:arrangement': ':single|-UA:universal',
        },
      },
      {
        name: 'Spindle bearing 719 series',
        category: 'Bearings/Ball bearings/Spindle bearings',
        weight: 5,
        number: 'B71{#size}-{#angle}-T-P4S-U{#preload}',
        options: {
          '#size:d:D:B':
            '900:10:22:6|902:15:28:7|904:20:37:9|906:30:47:9|908:40:62:12|910:50:72:12|914:70:100:16',
          '#angle:contact angle': 'C:15°|E:25°',
          '#preload:preload': 'L:light|M:medium|H:heavy',
        },
      },
    ],
  },
  'roller-bearings': {
    weight: 20,
    campaign: true,
    families: [
      {
        name: 'Tapered roller bearing 302 series',
        category: 'Bearings/Roller bearings/Tapered',
        weight: 22,
        number: '{#size}{#suffix}',
        options: {
          '#size:d:D:T': `30203:17:40:13.25|30204:20:47:15.25|30205:25:52:16.25|30206:30:62:17.25|
            30207:35:72:18.25|30208:40:80:19.75|30209:45:85:20.75|30210:50:90:21.75|32004:20:42:15|
            32005:25:47:15|32006:30:55:17|32008:40:68:19`,
          '#suffix:execution': '-A:standard|-XA:ISO|-A-C3:enlarged clearance',
        },
      },
      {
        name: 'Cylindrical roller bearing NU',
        category: 'Bearings/Roller bearings/Cylindrical',
        weight: 15,
        number: '{#type}{#size}-E-{#cage}',
        options: {
          '#type:type': 'NU:NU|NJ:NJ|NUP:NUP|N:N',
          '#size:d:D:B': `204:20:47:14|205:25:52:15|206:30:62:16|208:40:80:18|210:50:90:20|306:30:72:19|
            308:40:90:23|310:50:110:27`,
          '#cage:cage': 'TVP2:polyamide|M1:brass|JP3:steel',
        },
      },
      {
        name: 'Spherical roller bearing 222 series',
        category: 'Bearings/Roller bearings/Spherical',
        weight: 12,
        number: '{#size}-E1{#bore}{#suffix}',
        options: {
          '#size:d:D:B': `22205:25:52:18|22206:30:62:20|22208:40:80:23|22210:50:90:23|22212:60:110:28|
            22216:80:140:33|22220:100:180:46`,
          '#bore:bore': ':cylindrical|-K:tapered 1 to 12',
          '#suffix:clearance': ':CN|-C3:C3|-C4:C4',
        },
      },
      {
        name: 'Drawn cup needle roller bearing HK',
        category: 'Bearings/Roller bearings/Needle',
        weight: 14,
        number: '{#type}{#size}{#seal}',
        options: {
          '#type:end': 'HK:open|BK:closed',
          '#size:Fw:D:C': `0408:4:8:8|0509:5:9:9|0608:6:10:8|0810:8:12:10|1010:10:14:10|1212:12:18:12|
            1512:15:21:12|2016:20:26:16|2520:25:32:20`,
          '#seal:seal': ':open|-RS:RS|-2RS:2RS',
        },
      },
      {
        name: 'Thrust ball bearing 511 series',
        category: 'Bearings/Thrust bearings/Ball',
        weight: 8,
        number: '{#size}',
        options: {
          '#size:d:D:T': `51100:10:24:9|51101:12:26:9|51102:15:28:9|51104:20:35:10|51105:25:42:11|
            51106:30:47:11|51108:40:60:13|51110:50:70:14`,
        },
      },
    ],
  },
  'plain-bearings': {
    weight: 9,
    families: [
      {
        name: 'Plain bush, maintenance free',
        category: 'Bearings/Plain bearings/Bushes',
        weight: 14,
        number: 'PB-{#size}{#length}-E{material}',
        options: {
          '#size:d:D':
            '0608:6:8|0810:8:10|1012:10:12|1214:12:14|1517:15:17|2023:20:23|2528:25:28|3034:30:34|4044:40:44',
          '#length:L': '06:6|10:10|12:12|15:15|20:20|30:30',
          material: '40|50|60',
        },
      },
      {
        name: 'Inch flange bush',
        category: 'Bearings/Plain bearings/Bushes',
        weight: 6,
        number: '{#d}-{#l}',
        options: {
          '#d:d in 1/16': '1:1|2:2|3:3|4:4|6:6|8:8|12:12',
          '#l:L in 1/8': '2:2|3:3|4:4|6:6|8:8|10:10|12:12',
        },
      },
      {
        name: 'Retaining ring for bores',
        category: 'Accessories/Rings/Retaining rings',
        weight: 7,
        number: '{#d}E{#s}',
        options: {
          '#d:D': '08:8|10:10|12:12|14:14|16:16|20:20|25:25|32:32|40:40|50:50',
          '#s:s': '1:1|2:1.2|3:1.5',
        },
      },
      {
        name: 'Shim and spacer ring',
        category: 'Accessories/Rings/Shims',
        weight: 7,
        number: '00{#d}{#t}',
        options: {
          '#d:d': '10:10|11:11|12:12|15:15|17:17|20:20|25:25|30:30',
          '#t:t': '1:0.1|2:0.2|3:0.3|5:0.5|8:1.0',
        },
      },
      {
        name: 'Rod end with male thread',
        category: 'Bearings/Spherical plain bearings/Rod ends',
        weight: 10,
        number: 'GA{#side}-{#size}-{#liner}',
        options: {
          '#side:thread side': 'R:right|L:left',
          '#size:d:thread': '05:5:M5|06:6:M6|08:8:M8|10:10:M10x1.5|12:12:M12x1.75|16:16:M16x2|20:20:M20x1.5',
          '#liner:liner': 'DO:steel, greased|UK:PTFE',
        },
      },
    ],
  },
  'bearing-housings': {
    weight: 9,
    families: [
      {
        name: 'Pillow block unit UCP',
        category: 'Housings/Bearing units/Pillow block',
        weight: 16,
        number: 'UCP{#size}{#cover}',
        options: {
          '#size:d:H': `202:15:30.2|203:17:30.2|204:20:33.3|205:25:36.5|206:30:42.9|207:35:47.6|
            208:40:49.2|210:50:57.2|212:60:69.8`,
          '#cover:cover': ':none|-C:closed|-CO:open|-CM:steel',
        },
      },
      {
        name: 'Flange unit UCF',
        category: 'Housings/Bearing units/Flange',
        weight: 12,
        number: '{#shape}{#size}',
        options: {
          '#shape:shape': 'UCF:square|UCFL:oval|UCFC:round',
          '#size:d': '202:15|203:17|204:20|205:25|206:30|207:35|208:40|210:50|212:60',
        },
      },
      {
        name: 'Split plummer block SNL',
        category: 'Housings/Plummer blocks/Split',
        weight: 9,
        number: 'SNL {#size}{#seal}',
        options: {
          '#size:d': '505:20|506:25|507:30|508:35|510:45|512:55|516:70|520:90|524:110|532:140',
          '#seal:seal': ' TL:double lip|-TG:V ring|-TS:labyrinth|-TA:taconite',
        },
      },
      {
        name: 'Take-up unit UCT',
        category: 'Housings/Bearing units/Take-up',
        weight: 5,
        number: 'UCT{#size}',
        options: { '#size:d': '204:20|205:25|206:30|207:35|208:40|209:45|210:50|212:60' },
      },
    ],
  },
} as const satisfies Readonly<Record<string, ProductRange>>
