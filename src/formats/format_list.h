#pragma once
#include "formats/format.h"

namespace cuibono::formats {

// Each is defined in format_<name>.cc.
extern const FileFormat records_format;
extern const FileFormat records_parquet_format;
extern const FileFormat parquet_format;
extern const FileFormat xlsx_format;
extern const FileFormat ods_format;
extern const FileFormat xls_format;
extern const FileFormat archive_format;
extern const FileFormat mt940_format;
extern const FileFormat mt103_format;
extern const FileFormat tagpack_format;
extern const FileFormat camt_format;
extern const FileFormat pacs_format;
extern const FileFormat pain_format;
extern const FileFormat ofx_format;
extern const FileFormat sdn_format;
extern const FileFormat sdn_advanced_format;
extern const FileFormat un_list_format;
extern const FileFormat eu_list_format;
extern const FileFormat goaml_format;
extern const FileFormat ftm_format;
extern const FileFormat senzing_format;
extern const FileFormat bods_format;
extern const FileFormat stix_format;
extern const FileFormat misp_format;
extern const FileFormat gleif_format;
extern const FileFormat ivms_format;
extern const FileFormat ftmmap_format;
extern const FileFormat case_format;
extern const FileFormat mail_format;
extern const FileFormat asterisk_format;
extern const FileFormat fixed_format;
extern const FileFormat html_format;
extern const FileFormat docx_format;
extern const FileFormat pdf_format;
extern const FileFormat prose_format;

}  // namespace cuibono::formats
