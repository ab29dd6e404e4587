import type { ProductRange } from './product-text.ts'

/** Sensors, fittings, grippers and electric axes of Nordwind Pneumatik, by catalog key. */
export const automationRanges = {
  sensors: {
    weight: 16,
    families: [
      {
        name: 'Inductive sensor M12',
        category: 'Sensors/Inductive/M12',
        weight: 14,
        number: 'NI{#distance}-M12-{#output}-{#plug}',
        options: {
          '#distance:sensing distance': '2:2 mm|4:4 mm|6:6 mm|10:10 mm',
          '#output:output': 'PS:PNP NO|PO:PNP NC|NS:NPN NO|NO:NPN NC',
          '#plug:connection': 'S12:plug M12|K2:cable 2 m|K5:cable 5 m',
        },
      },
      {
        name: 'Inductive sensor M8',
        category: 'Sensors/Inductive/M8',
        weight: 11,
        number: 'NI{#distance}-M8-{#output}-{#plug}',
        options: {
          '#distance:sensing distance': '1.5:1.5 mm|2:2 mm|3:3 mm|4:4 mm',
          '#output:output': 'PS:PNP NO|PO:PNP NC|NS:NPN NO',
          '#plug:connection': 'S8:plug M8|S12:plug M12|K2:cable 2 m',
        },
      },
      {
        name: 'Cylinder sensor for T-slot',
        category: 'Sensors/Magnetic/T-slot',
        weight: 15,
        number: '0 830 100 {#output}{#plug}',
        options: {
          '#output:output': '36:reed|37:reed, Ex|48:PNP|49:NPN',
          '#plug:connection': '5:cable 3 m|6:cable 5 m|8:plug M8|9:plug M12',
        },
      },
      {
        name: 'Pressure sensor with display',
        category: 'Sensors/Pressure',
        weight: 9,
        number: 'NPE{#range}-{#port}-{#output}',
        options: {
          '#range:range': '1:-1 to 0 bar|2:-1 to 1 bar|6:0 to 6 bar|10:0 to 10 bar|16:0 to 16 bar',
          '#port:port': 'M5:M5|18:G1⁄8|14:G1⁄4',
          '#output:output': '2P:2 x PNP|PA:PNP, 4 to 20 mA|IO:IO-Link',
        },
      },
      {
        name: 'Photoelectric sensor',
        category: 'Sensors/Photoelectric',
        weight: 8,
        number: 'NO-{#type}-{#range}-{#output}',
        options: {
          '#type:type': 'E:diffuse|R:retro-reflective|L:through-beam',
          '#range:range': '03:0.3 m|08:0.8 m|20:2 m|60:6 m',
          '#output:output': 'P:PNP|N:NPN|IO:IO-Link',
        },
      },
    ],
  },
  fittings: {
    weight: 10,
    families: [
      {
        name: 'Push-in fitting, straight',
        category: 'Fittings/Push-in/Straight',
        weight: 14,
        number: 'QS-{#port}-{tube}{#material}',
        options: {
          '#port:port': 'M5:M5|M7:M7|18:G1⁄8|14:G1⁄4|38:G3⁄8|12:G1⁄2',
          tube: '4|6|8|10|12',
          '#material:material': ':brass|-F:stainless steel|-C:polymer',
        },
      },
      {
        name: 'Push-in fitting, L-shape',
        category: 'Fittings/Push-in/Elbow',
        weight: 10,
        number: 'QSL-{#port}-{tube}',
        options: { '#port:port': 'M5:M5|M7:M7|18:G1⁄8|14:G1⁄4|38:G3⁄8|12:G1⁄2', tube: '4|6|8|10|12' },
      },
      {
        name: 'Blanking plug',
        category: 'Fittings/Accessories/Plugs',
        weight: 5,
        number: '{#d}-{#form}',
        options: {
          '#d:port': '1:M3|2:M5|3:M7|4:G1⁄8|5:G1⁄4|6:G3⁄8|7:G1⁄2|8:G3⁄4',
          '#form:form': '1:slotted|2:hexagon socket|3:hexagon',
        },
      },
      {
        name: 'Plastic tubing',
        category: 'Fittings/Tubing',
        weight: 7,
        number: 'PUN-{#size}-{colour}',
        options: {
          '#size:D:d': '3x0,5:3:2|4x0,75:4:2.5|6x1:6:4|8x1,25:8:5.5|10x1,5:10:7|12x2:12:8|16x2,5:16:11',
          colour: 'BL|SW|SI|GN|RT|GE',
        },
      },
      {
        name: 'Silencer',
        category: 'Fittings/Silencers',
        weight: 6,
        number: '{#port}E{#grade}',
        options: {
          '#port:port': '05:M5|18:G1⁄8|14:G1⁄4|38:G3⁄8|12:G1⁄2|34:G3⁄4',
          '#grade:filter grade': '1:40 µm|2:60 µm|3:100 µm',
        },
      },
    ],
  },
  'grippers-vacuum': {
    weight: 10,
    families: [
      {
        name: 'Parallel gripper',
        category: 'Handling/Grippers/Parallel',
        weight: 12,
        number: 'NGP-{size}-{#spring}-{#sensor}',
        options: {
          size: '10|12|16|20|25|32|40',
          '#spring:grip retention': '0:none|A:opening|I:closing',
          '#sensor:position sensing': 'N:no|S:yes',
        },
      },
      {
        name: 'Angle gripper',
        category: 'Handling/Grippers/Angle',
        weight: 5,
        number: 'NGW-{size}-{angle}',
        options: { size: '10|16|20|25|32|40', angle: '20|40|90|180' },
      },
      {
        name: 'Suction cup with bellows',
        category: 'Handling/Vacuum/Suction cups',
        weight: 12,
        number: 'VS-{#d}-{material}-{#folds}',
        options: {
          '#d:d': '05:5|10:10|15:15|20:20|30:30|40:40|50:50|75:75',
          material: 'NBR|SI|FPM|PUR',
          '#folds:folds': '1:1.5|2:2.5|4:4.5',
        },
      },
      {
        name: 'Vacuum ejector',
        category: 'Handling/Vacuum/Ejectors',
        weight: 7,
        number: 'VEJ-{#nozzle}-{#type}',
        options: {
          '#nozzle:nozzle': '05:0.5|07:0.7|10:1.0|14:1.4|20:2.0|30:3.0',
          '#type:type': 'H:high vacuum|L:high flow|AS:air saving',
        },
      },
    ],
  },
  'electric-axes': {
    weight: 8,
    launch: 0.5,
    families: [
      {
        name: 'Electric cylinder',
        category: 'Electric drives/Electric cylinders',
        weight: 12,
        number: 'NEZ-{size}-{stroke}-{lead}P{#brake}',
        options: {
          size: '25|32|40|50|63',
          stroke: '100|150|200|300|400|600|800',
          lead: '3|5|10|20',
          '#brake:brake': ':no|-B:yes',
        },
      },
      {
        name: 'Toothed belt axis',
        category: 'Electric drives/Linear axes',
        weight: 9,
        number: 'NEA-{#size}-{#stroke}-TB{#guide}',
        options: {
          '#size:size': '050:50|080:80|120:120',
          '#stroke:stroke': '0300:300|0500:500|1000:1000|2000:2000|3000:3000',
          '#guide:guide': '-KF:ball rail|-GF:plain',
        },
      },
      {
        name: 'Servo drive',
        category: 'Electric drives/Controllers',
        weight: 6,
        number: 'NSD-{#bus}-{#current}',
        options: {
          '#bus:bus': 'PN:PROFINET|EC:EtherCAT|EP:EtherNet/IP|MB:Modbus TCP',
          '#current:current': '03:3 A|05:5 A|08:8 A|12:12 A',
        },
      },
    ],
  },
} as const satisfies Readonly<Record<string, ProductRange>>
