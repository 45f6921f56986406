{{- define "dawk.name" -}}
{{- if contains "dawk" .Release.Name }}{{ .Release.Name | trunc 50 | trimSuffix "-" }}{{ else }}{{ printf "%s-dawk" .Release.Name | trunc 50 | trimSuffix "-" }}{{ end }}
{{- end }}

{{- define "dawk.selector" -}}
app.kubernetes.io/name: dawk
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "dawk.labels" -}}
{{ include "dawk.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version }}
{{- end }}

{{- define "dawk.image" -}}
{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}
{{- end }}

{{- define "dawk.podSecurity" -}}
runAsNonRoot: true
runAsUser: 10001
runAsGroup: 10001
fsGroup: 10001
fsGroupChangePolicy: OnRootMismatch
seccompProfile: { type: RuntimeDefault }
{{- end }}

{{- define "dawk.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities: { drop: [ALL] }
{{- end }}

{{/* What every pod reads: the secret, whatever the operator adds, and before both the settings. */}}
{{- define "dawk.environment" -}}
envFrom:
  - secretRef: { name: {{ required "secretName is not set: a Secret with DATABASE_URL and DAWK_SECRET_KEY" .Values.secretName }} }
  {{- with .Values.extraEnvFrom }}
  {{- toYaml . | nindent 2 }}
  {{- end }}
env:
  - { name: PORT, value: "4000" }
  - { name: HOST, value: 0.0.0.0 }
  - { name: DAWK_DATA_DIR, value: /data }
  {{- if not (hasKey .Values.settings "DAWK_SHUTDOWN_DELAY_SECONDS") }}
  - { name: DAWK_SHUTDOWN_DELAY_SECONDS, value: "8" }
  {{- end }}
  {{- range $name, $value := .Values.settings }}
  - { name: {{ $name }}, value: {{ $value | toString | quote }} }
  {{- end }}
{{- end }}
