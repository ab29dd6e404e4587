import type { ProductRange } from './product-text.ts'

/** Linear motion of Acme Bearings, by catalog key. */
export const linearRanges = {
  'linear-guides': {
    weight: 15,
    families: [
      {
        name: 'Linear guide rail LSH',
        category: 'Linear motion/Profiled rail guides/Rails',
        weight: 18,
        number: 'LSH{size}-C{accuracy}-L{#length}',
        options: {
          size: '15|20|25|30|35|45',
          accuracy: '0|1|2|3',
          '#length:length':
            '0280:280|0460:460|0640:640|0880:880|1000:1000|1240:1240|1480:1480|1960:1960|2920:2920|3940:3940',
        },
      },
      {
        name: 'Linear guide carriage LSW',
        category: 'Linear motion/Profiled rail guides/Carriages',
        weight: 20,
        number: 'R16{#size} {#type} 2{#preload}',
        options: {
          '#size:size': '51:15|52:20|53:25|54:30|55:35|56:45',
          '#type:type': '022:flange|122:slim|222:flange, long|322:slim, long',
          '#preload:preload': '0:C0|1:C1|2:C2|3:C3',
        },
      },
      {
        name: 'Miniature guide MR',
        category: 'Linear motion/Profiled rail guides/Miniature',
        weight: 12,
        number: 'MR{size}-{type}-{#length}',
        options: {
          size: '3|5|7|9|12|15',
          type: 'M|ML|W',
          '#length:length': '040:40|085:85|120:120|175:175|230:230|310:310',
        },
      },
      {
        name: 'Linear ball bearing KH',
        category: 'Linear motion/Shaft guides/Linear ball bearings',
        weight: 10,
        number: 'KH-{#size}{#seal}',
        options: {
          '#size:d:D:L': `0622:6:12:22|0824:8:15:24|1026:10:17:26|1228:12:19:28|1630:16:24:30|
            2030:20:28:30|2540:25:35:40|3050:30:40:50`,
          '#seal:seal': ':open|-P:one side|-PP:both sides',
        },
      },
      {
        name: 'Precision shaft',
        category: 'Linear motion/Shaft guides/Shafts',
        weight: 8,
        number: 'W-{d}-h6-{length}{#hollow}',
        options: {
          d: '6|8|10|12|16|20|25|30|40',
          length: '100|150|200|300|400|500|600|800|1000|1500',
          '#hollow:form': ':solid|-H:hollow',
        },
      },
    ],
  },
  'ball-screws': {
    weight: 9,
    families: [
      {
        name: 'Rolled ball screw KGS',
        category: 'Linear motion/Ball screws/Rolled',
        weight: 14,
        number: 'KGS-{#size}-{length}-T{accuracy}',
        options: {
          '#size:d:lead': `1204:12:4|1605:16:5|1610:16:10|2005:20:5|2020:20:20|2505:25:5|2525:25:25|
            3205:32:5|3210:32:10|4010:40:10`,
          length: '300|400|500|600|800|1000|1200|1500|2000',
          accuracy: '5|7|9',
        },
      },
      {
        name: 'Ball screw nut with flange',
        category: 'Linear motion/Ball screws/Nuts',
        weight: 12,
        number: 'FKM-{#size}-{#preload}',
        options: {
          '#size:d:lead':
            '1204:12:4|1605:16:5|1610:16:10|2005:20:5|2020:20:20|2505:25:5|3205:32:5|3210:32:10|4010:40:10',
          '#preload:backlash': '0:none|1:0.02 mm|2:0.05 mm',
        },
      },
      {
        name: 'Support unit for ball screws',
        category: 'Linear motion/Ball screws/Support units',
        weight: 9,
        number: '{#type}{#d}',
        options: {
          '#type:bearing': 'BK:fixed|BF:floating|FK:fixed, flange|FF:floating, flange|EK:fixed, compact',
          '#d:d': '10:10|12:12|15:15|17:17|20:20|25:25|30:30',
        },
      },
      {
        name: 'Trapezoidal screw drive',
        category: 'Linear motion/Trapezoidal screws',
        weight: 5,
        number: 'Tr{#size}{#hand}-{length}',
        options: {
          '#size:d:pitch': '10x2:10:2|12x3:12:3|16x4:16:4|20x4:20:4|24x5:24:5|30x6:30:6',
          '#hand:hand': ':right|LH:left',
          length: '250|500|1000|1500|2000',
        },
      },
    ],
  },
  'linear-modules': {
    weight: 8,
    launch: 0.5,
    families: [
      {
        name: 'Compact module with ball screw CLM',
        category: 'Linear motion/Linear modules/Ball screw',
        weight: 14,
        number: 'CLM-{#size}-{lead}-{#stroke}{#motor}',
        options: {
          '#size:size': '040:40|060:60|080:80|110:110',
          lead: '5|10|20',
          '#stroke:stroke': '0100:100|0200:200|0300:300|0400:400|0500:500|0750:750|1000:1000',
          '#motor:motor': ':none|-S:servo|-ST:stepper',
        },
      },
      {
        name: 'Compact module with toothed belt CLB',
        category: 'Linear motion/Linear modules/Toothed belt',
        weight: 11,
        number: 'CLB-{#size}-{#stroke}{#motor}',
        options: {
          '#size:size': '060:60|080:80|110:110|160:160',
          '#stroke:stroke': '0500:500|1000:1000|1500:1500|2000:2000|3000:3000|5500:5500',
          '#motor:motor': ':none|-S:servo|-ST:stepper',
        },
      },
      {
        name: 'Mounting kit for linear modules',
        category: 'Linear motion/Linear modules/Accessories',
        weight: 4,
        number: '0012{#kit}{#size}',
        options: {
          '#kit:kit': '3:clamps|4:cross plate|5:angle bracket|6:switch holder',
          '#size:size': '04:40|06:60|08:80|11:110|16:160',
        },
      },
    ],
  },
} as const satisfies Readonly<Record<string, ProductRange>>
