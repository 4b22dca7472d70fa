package windows

import (
	"strings"

	"github.com/taupier-eu/taupier/internal/observe"
	"github.com/taupier-eu/taupier/sigma"
)

// Source is all that is known of a normalised record: the service by its channel, or by its provider
// when the channel is missing, and the category by service and event id.
func (Event) Source(rec sigma.Value) (sigma.LogSource, bool) {
	id := observe.Text(rec, "EventID")
	if id == "" {
		return sigma.LogSource{}, false
	}
	s := service(rec)
	return sigma.LogSource{Product: "windows", Category: category(rec, s, id), Service: s}, true
}

// Glance knows flat records whose channel needs nothing added.
func (Event) Glance(rec sigma.Value) (sigma.LogSource, bool) {
	s := channels[rec.Get("Channel").Text()]
	if s == "" || s == "system" || s == "application" {
		return sigma.LogSource{}, false
	}
	id := rec.Get("EventID").Text()
	if id == "" || id == "4688" || rec.Get("ExtraEventData").Exists() {
		return sigma.LogSource{}, false
	}
	return sigma.LogSource{Product: "windows", Category: category(rec, s, id), Service: s}, true
}

// service is the Sigma service of a record, "" for a channel that rules have no name for.
func service(rec sigma.Value) string {
	if c := observe.Text(rec, "Channel", "LogName", "log_name"); c != "" {
		return lookup(channels, c)
	}
	return lookup(providers, observe.Text(rec, "Provider_Name", "ProviderName", "SourceName", "EventSourceName"))
}

func lookup(m map[string]string, name string) string {
	if s, ok := m[name]; ok {
		return s
	}
	return m[strings.ToLower(name)]
}

func category(rec sigma.Value, service, id string) string {
	switch service {
	case "sysmon":
		if id == "12" && strings.HasPrefix(observe.Text(rec, "EventType"), "Delete") {
			return "registry_delete"
		}
		return sysmon[id]
	case "security":
		if id == "4688" {
			return "process_creation"
		}
	case "powershell":
		return powershell[id]
	case "powershell-classic":
		return classic[id]
	}
	return ""
}

var (
	powershell = map[string]string{"4103": "ps_module", "4104": "ps_script"}
	classic    = map[string]string{"400": "ps_classic_start", "600": "ps_classic_provider_start"}
)

// sysmon are the categories of Sysmon's event ids.
var sysmon = map[string]string{
	"1": "process_creation", "2": "file_change", "3": "network_connection", "4": "sysmon_status",
	"5": "process_termination", "6": "driver_load", "7": "image_load", "8": "create_remote_thread",
	"9": "raw_access_thread", "10": "process_access", "11": "file_event", "12": "registry_add",
	"13": "registry_set", "14": "registry_rename", "15": "create_stream_hash", "16": "sysmon_status",
	"17": "pipe_created", "18": "pipe_created", "19": "wmi_event", "20": "wmi_event", "21": "wmi_event",
	"22": "dns_query", "23": "file_delete", "24": "clipboard_capture", "25": "process_tampering",
	"26": "file_delete", "27": "file_block_executable", "28": "file_block_shredding",
	"29": "file_executable_detected", "255": "sysmon_error",
}

var providers = lowered(map[string]string{
	"Microsoft-Windows-Sysmon":                               "sysmon",
	"Microsoft-Windows-Security-Auditing":                    "security",
	"Service Control Manager":                                "system",
	"Microsoft-Windows-Kernel-PnP":                           "kernel-pnp",
	"Microsoft-Windows-PowerShell":                           "powershell",
	"PowerShell":                                             "powershell-classic",
	"Microsoft-Windows-TerminalServices-LocalSessionManager": "terminalservices-localsessionmanager",
	"Microsoft-Windows-Windows Defender":                     "windefend",
	"Microsoft-Windows-TaskScheduler":                        "taskscheduler",
})

// channels are the services of public rules, and kernel-pnp, which this package needs itself.
var channels = lowered(map[string]string{
	"Security":                             "security",
	"Application":                          "application",
	"System":                               "system",
	"Microsoft-Windows-Sysmon/Operational": "sysmon",
	"Microsoft-Windows-PowerShell/Operational":    "powershell",
	"PowerShellCore/Operational":                  "powershell",
	"Windows PowerShell":                          "powershell-classic",
	"Microsoft-Windows-TaskScheduler/Operational": "taskscheduler",
	"Microsoft-Windows-WMI-Activity/Operational":  "wmi",
	"DNS Server":                                                               "dns-server",
	"Microsoft-Windows-DNS-Server/Audit":                                       "dns-server-audit",
	"Microsoft-Windows-DNS-Server/Analytical":                                  "dns-server-analytic",
	"Microsoft-Windows-DNS Client Events/Operational":                          "dns-client",
	"Microsoft-Windows-DNS-Client/Operational":                                 "dns-client",
	"Microsoft-Windows-DriverFrameworks-UserMode/Operational":                  "driver-framework",
	"Microsoft-Windows-Kernel-PnP/Configuration":                               "kernel-pnp",
	"Microsoft-Windows-Kernel-PnP/Device Configuration":                        "kernel-pnp",
	"Microsoft-Windows-NTLM/Operational":                                       "ntlm",
	"MSExchange Management":                                                    "msexchange-management",
	"Microsoft-Windows-Windows Defender/Operational":                           "windefend",
	"Microsoft-Windows-PrintService/Admin":                                     "printservice-admin",
	"Microsoft-Windows-PrintService/Operational":                               "printservice-operational",
	"Microsoft-Windows-TerminalServices-LocalSessionManager/Operational":       "terminalservices-localsessionmanager",
	"Microsoft-Windows-SmbClient/Security":                                     "smbclient-security",
	"Microsoft-Windows-SmbClient/Connectivity":                                 "smbclient-connectivity",
	"Microsoft-Windows-SMBServer/Connectivity":                                 "smbserver-connectivity",
	"Microsoft-Windows-CodeIntegrity/Operational":                              "codeintegrity-operational",
	"Microsoft-ServiceBus-Client":                                              "microsoft-servicebus-client",
	"Microsoft-Windows-LDAP-Client/Debug":                                      "ldap",
	"Microsoft-Windows-LSA/Operational":                                        "lsa-server",
	"Microsoft-Windows-Security-Mitigations/KernelMode":                        "security-mitigations",
	"Microsoft-Windows-Security-Mitigations/UserMode":                          "security-mitigations",
	"Microsoft-Windows-Security-Mitigations/Kernel Mode":                       "security-mitigations",
	"Microsoft-Windows-Security-Mitigations/User Mode":                         "security-mitigations",
	"Microsoft-Windows-Diagnosis-Scripted/Operational":                         "diagnosis-scripted",
	"Microsoft-Windows-Shell-Core/Operational":                                 "shell-core",
	"OpenSSH/Operational":                                                      "openssh",
	"Microsoft-Windows-AppXDeploymentServer/Operational":                       "appxdeployment-server",
	"Microsoft-Windows-AppxPackaging/Operational":                              "appxpackaging-om",
	"Microsoft-Windows-AppModel-Runtime/Admin":                                 "appmodel-runtime",
	"Microsoft-Windows-CAPI2/Operational":                                      "capi2",
	"Microsoft-Windows-CertificateServicesClient-Lifecycle-System/Operational": "certificateservicesclient-lifecycle-system",
	"Microsoft-Windows-Bits-Client/Operational":                                "bits-client",
	"Microsoft-Windows-Windows Firewall With Advanced Security/Firewall":       "firewall-as",
	"Microsoft-Windows-AppLocker/MSI and Script":                               "applocker",
	"Microsoft-Windows-AppLocker/EXE and DLL":                                  "applocker",
	"Microsoft-Windows-AppLocker/Packaged app-Deployment":                      "applocker",
	"Microsoft-Windows-AppLocker/Packaged app-Execution":                       "applocker",
	"Microsoft-IIS-Configuration/Operational":                                  "iis-configuration",
	"Microsoft-Windows-VHDMP/Operational":                                      "vhdmp",
	"Microsoft-Windows-Hyper-V-Worker":                                         "hyper-v-worker",
	"Microsoft-Windows-Kernel-ShimEngine/Operational":                          "kernel-shimengine",
	"Microsoft-Windows-Kernel-EventTracing":                                    "kernel-event-tracing",
})

// lowered adds each name in lower case, since some collectors write it so.
func lowered(m map[string]string) map[string]string {
	out := make(map[string]string, 2*len(m))
	for name, s := range m {
		out[name], out[strings.ToLower(name)] = s, s
	}
	return out
}
