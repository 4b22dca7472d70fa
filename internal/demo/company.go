package demo

// company writes company.yaml.
func company() string {
	return `# Armorel is invented. So is everybody in this folder: names were drawn at random, addresses, phone
# numbers and networks are those that standards keep for documentation.
name: Armorel
country: FR
time_zone: Europe/Paris
domains: [armorel.test]
offices:
  - {city: Rennes, country: FR}
  - {city: Lille, country: FR}
  - {city: Lyon, country: FR}
networks:
  - {range: 198.51.100.0/28, kind: own, label: VPN egress}
  - {range: 198.51.100.16/28, kind: own, label: Rennes office}
  - {range: 198.51.100.32/28, kind: own, label: Lille office}
  - {range: 198.51.100.48/28, kind: own, label: Lyon office}
  - {range: 198.51.100.128/26, kind: coworking, label: Coworking spaces with a company subscription}
  - {range: 192.0.2.0/24, kind: mobile, label: Mobile carriers}
remote_tools: [TeamViewer]
policy:
  works_council: "2025-03-18, minutes 2025-07"
  dpia: "2025-04-02"
  new_hire_days: 90
retention:
  raw_days: 90
  evidence_days: 365
mappings:
  - files: logs/vpn/*.csv
    source: vpn
    kind: signin
    time: Start
    only: {Result: established}
    fields:
      account: Username
      ip: Client IP
      device: Host
      session: Tunnel
`
}
