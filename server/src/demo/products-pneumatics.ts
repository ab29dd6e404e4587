import type { ProductRange } from './product-text.ts'

/** Valves, cylinders and air preparation of Nordwind Pneumatik, by catalog key. */
export const pneumaticRanges = {
  valves: {
    weight: 24,
    families: [
      {
        name: '5/2-way valve, solenoid',
        category: 'Valves/Directional valves/5⁄2-way',
        weight: 20,
        number: '0 820 0{#port} {#operation}2{#voltage}',
        options: {
          '#port:port': '21:M5|22:G1⁄8|23:G1⁄4|24:G3⁄8|25:G1⁄2',
          '#operation:operation': '0:single solenoid|1:double solenoid|5:air pilot',
          '#voltage:voltage': '1:12 V DC|4:24 V DC|6:110 V AC|8:230 V AC',
        },
      },
      {
        name: '3/2-way valve, solenoid',
        category: 'Valves/Directional valves/3⁄2-way',
        weight: 14,
        number: '0 820 0{#port} {#rest}2{#voltage}',
        options: {
          '#port:port': '01:M5|02:G1⁄8|03:G1⁄4|04:G1⁄2',
          '#rest:rest position': '0:closed|3:open',
          '#voltage:voltage': '1:12 V DC|4:24 V DC|6:110 V AC|8:230 V AC',
        },
      },
      {
        name: '5/3-way valve',
        category: 'Valves/Directional valves/5⁄3-way',
        weight: 8,
        number: 'NVS-53{#middle}-{#port}-{#voltage}',
        options: {
          '#middle:middle position': 'C:closed|E:exhausted|P:pressurised',
          '#port:port': '18:G1⁄8|14:G1⁄4|38:G3⁄8|12:G1⁄2',
          '#voltage:voltage': '12:12 V DC|24:24 V DC|230:230 V AC',
        },
      },
      {
        name: 'Valve terminal NVT',
        category: 'Valves/Valve terminals',
        weight: 12,
        number: 'NVT{size}-{#stations}-{#bus}',
        options: {
          size: '10|14|18',
          '#stations:stations': '04:4|06:6|08:8|12:12|16:16|24:24',
          '#bus:connection': 'MP:multi-pin|PN:PROFINET|EC:EtherCAT|IO:IO-Link|EIP:EtherNet/IP',
        },
      },
      {
        name: 'One-way flow control valve',
        category: 'Valves/Flow control',
        weight: 11,
        number: 'GRN-{#port}-{tube}-{#where}',
        options: {
          '#port:port': 'M5:M5|18:G1⁄8|14:G1⁄4|38:G3⁄8|12:G1⁄2',
          tube: '4|6|8|10|12',
          '#where:control': 'A:exhaust air|Z:supply air',
        },
      },
      {
        name: 'Solenoid coil',
        category: 'Valves/Accessories/Coils',
        weight: 5,
        number: '1 824 210 2{#voltage}',
        options: {
          '#voltage:voltage': '21:12 V DC|23:24 V DC|42:24 V AC|43:110 V AC|44:230 V AC|45:48 V DC',
        },
      },
    ],
  },
  cylinders: {
    weight: 28,
    campaign: true,
    families: [
      {
        name: 'Round cylinder ISO 6432',
        category: 'Actuators/Pneumatic cylinders/Round',
        weight: 24,
        number: 'DSNU-{D}-{stroke}-{cushioning}{#sensing}',
        options: {
          D: '8|10|12|16|20|25',
          stroke: '10|25|40|50|80|100|125|160|200|250',
          cushioning: 'P|PPV|PPS',
          '#sensing:position sensing': '-A:yes|:no',
        },
      },
      {
        name: 'Profile cylinder ISO 15552',
        category: 'Actuators/Pneumatic cylinders/Profile',
        weight: 22,
        number: 'NPZ-{D}-{stroke}-{cushioning}{#rod}',
        options: {
          D: '32|40|50|63|80|100|125',
          stroke: '25|50|80|100|125|160|200|250|320|400|500',
          cushioning: 'PPV|PPS',
          '#rod:rod end': '-A-N3:male thread|-F-N3:female thread',
        },
      },
      {
        name: 'Compact cylinder ISO 21287',
        category: 'Actuators/Pneumatic cylinders/Compact',
        weight: 16,
        number: 'NKZ-{D}-{stroke}-{#thread}-P-A',
        options: {
          D: '12|16|20|25|32|40|50|63|80',
          stroke: '5|10|15|20|25|30|40|50|60|80',
          '#thread:rod thread': 'I:female|A:male',
        },
      },
      {
        name: 'Guided cylinder',
        category: 'Actuators/Guided drives',
        weight: 9,
        number: 'NFZ-{D}-{stroke}-{#guide}',
        options: {
          D: '12|16|20|25|32|40|50',
          stroke: '10|20|25|30|40|50|80|100|160|200',
          '#guide:guide': 'GF:plain bearing|KF:ball bearing',
        },
      },
      {
        name: 'Rodless cylinder',
        category: 'Actuators/Rodless cylinders',
        weight: 7,
        number: '0822 {#D} {#stroke}',
        options: {
          '#D:D': '016:16|025:25|032:32|040:40|050:50',
          '#stroke:stroke': '200:200|300:300|500:500|750:750|900:900',
        },
      },
      {
        name: 'Foot mounting',
        category: 'Actuators/Accessories/Mountings',
        weight: 5,
        number: '001{#D}',
        options: { '#D:D': '23:8|24:10|25:12|26:16|27:20|28:25|31:32|32:40|33:50|34:63|35:80|36:100' },
      },
    ],
  },
  'air-preparation': {
    weight: 10,
    families: [
      {
        name: 'Filter regulator NFR',
        category: 'Air preparation/Filter regulators',
        weight: 12,
        number: 'NFR-{#port}-D-{#bowl}-{micron}',
        options: {
          '#port:port': '18:G1⁄8|14:G1⁄4|38:G3⁄8|12:G1⁄2|34:G3⁄4',
          '#bowl:bowl': 'MINI:polycarbonate|MIDI:metal',
          micron: '5|40',
        },
      },
      {
        name: 'Service unit combination',
        category: 'Air preparation/Service units',
        weight: 10,
        number: '0 821 300 {#unit}{#drain}',
        options: {
          '#unit:units': '92:2|93:3|94:4|95:5|96:6',
          '#drain:drain': '0:manual|2:semi-automatic|4:automatic',
        },
      },
      {
        name: 'Pressure gauge',
        category: 'Air preparation/Gauges',
        weight: 5,
        number: 'MA-{d}-{range}-G{#port}',
        options: { d: '27|40|50|63', range: '2.5|6|10|16', '#port:port': '18:G1⁄8|14:G1⁄4' },
      },
      {
        name: 'Soft-start valve',
        category: 'Air preparation/Soft-start valves',
        weight: 6,
        number: 'NSE-{#port}-{#voltage}',
        options: {
          '#port:port': '14:G1⁄4|38:G3⁄8|12:G1⁄2|34:G3⁄4',
          '#voltage:voltage': '24:24 V DC|110:110 V AC|230:230 V AC',
        },
      },
    ],
  },
} as const satisfies Readonly<Record<string, ProductRange>>
