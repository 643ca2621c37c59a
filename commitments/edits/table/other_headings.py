"""Holds headings that tables of other makers use, in many languages. It must not read a table.

They are weaker than the names of fields: where a column with such a name stands, another one for the same
field is left out and named, not refused.
"""

from __future__ import annotations

from collections.abc import Mapping

OTHER_HEADINGS: Mapping[str, str] = {
    "id": "ref, reference, ref no, reference no, reference number, action id, action no, issue key, "
    "mou code, mou no, mou number, agreement no, agreement number, contract no, contract number, "
    "số hiệu, ký hiệu, mã hiệu, référence, réf, aktenzeichen, referencia, 管理番号, 관리번호, รหัส, 文号",
    "title": "action item, action items, action point, recommendation, measure, activity, promise, pledge, "
    "actions, tasks, activities, commitments, subject, agreement name, name of agreement, mou name, "
    "task name, agreement, agreement title, mou title, title of agreement, what, "
    "action, mesure, activité, engagement, intitulé, titre, recommandation, "
    "maßnahme, aufgabe, titel, vorhaben, massnahme, verpflichtung, "
    "acción, medida, compromiso, actividad, tarea, título, recomendación, "
    "取組, 取り組み, 施策, 件名, 内容, 事業名, タスク, 実施事項, "
    "과제, 과제명, 사업명, 내용, 제목, 이행과제, 조치사항, "
    "กิจกรรม, โครงการ, มาตรการ, ชื่อโครงการ, เรื่อง, "
    "任务, 事项, 措施, 项目, 项目名称, 标题, 工作内容, 合作内容, 协议名称, 任務, 事項, 標題",
    "title.vi": "đầu việc, việc cần làm, tên văn kiện, nội dung giao, nội dung chỉ đạo, nhiệm vụ cụ thể, "
    "nhiệm vụ được giao, nội dung thực hiện, mô tả nhiệm vụ, tên công việc, hoạt động, giải pháp, "
    "khuyến nghị",
    "lead": "owner, action owner, assigned to, assignee, responsible person, person responsible, "
    "responsibility, responsible body, responsible unit, responsible department, lead organisation, "
    "who is responsible, responsible officer, lead officer, accountable, accountable party, "
    "accountable officer, phụ trách, cán bộ phụ trách, lãnh đạo phụ trách, đơn vị xử lý, cơ quan xử lý, "
    "đơn vị tham mưu, cơ quan đơn vị thực hiện, lead organization, lead department, lead unit, "
    "implementing agency, implementing unit, who, by whom, "
    "đơn vị được giao, cơ quan được giao, người được giao, người phụ trách, đơn vị phụ trách, "
    "người thực hiện, người chủ trì, cơ quan đơn vị chủ trì, đơn vị đầu mối, cơ quan đầu mối, "
    "responsable, chef de file, pilote, porteur, verantwortlich, zuständig, federführung, zuständigkeit, "
    "entidad responsable, encargado, 担当, 担当者, 担当課, 担当部署, 所管, 主管, 責任者, "
    "담당, 담당자, 담당부서, 주관부처, 주관기관, 책임자, ผู้รับผิดชอบ, หน่วยงานรับผิดชอบ, หน่วยงานหลัก, "
    "责任单位, 牵头单位, 负责人, 主办单位, 负责单位, 負責人, 主辦單位",
    "supporting": "cooperating agency, coordinating agencies, support from, supported by, others involved, "
    "người phối hợp, cơ quan đơn vị phối hợp, appui, beteiligte, unterstützung, entidades de apoyo, "
    "関係機関, 協力機関, 협조부처, 관계부처, 협조기관, หน่วยงานสนับสนุน, หน่วยงานร่วม, "
    "配合单位, 协办单位, 協辦單位",
    "counterpart": "partner institution, partner organisation, partner organization, partner name, partners, "
    "name of partner, institution, institution name, partner university, partner company, foreign partner, "
    "other party, counterparty, đơn vị đối tác, tên đối tác, partenaire, contraparte, socio, "
    "相手方, 相手機関, 相手国, 상대방, 상대국, 협력기관, คู่ภาคี, หน่วยงานคู่สัญญา, 合作方, 对方单位",
    "assigner": "người giao, lãnh đạo giao, cấp giao",
    "made_on": "signed date, date agreed, date raised, raised on, date assigned, assigned date, assigned on, "
    "thời điểm ký, signing date, date of signing, signed, signature date, date of agreement, "
    "date de signature, signé le, unterzeichnet am, fecha de firma, firmado el, "
    "締結日, 署名日, 체결일, 서명일, วันที่ลงนาม, 签署日期, 签订日期, 簽署日期",
    "in_force.from": "valid from, start of validity, hiệu lực từ, có hiệu lực từ",
    "in_force.until": "hiệu lực đến, có hiệu lực đến, expires, expiration, expiration date, "
    "end of validity, valid to, ngày hết hạn, "
    "date d'expiration, gültig bis, laufzeit bis, vigente hasta, fecha de expiración, "
    "有効期限, 満了日, 만료일, วันหมดอายุ, 有效期至, 到期日",
    "due": "revised deadline, deadline revised, new deadline, revised due date, thời hạn điều chỉnh, "
    "thời hạn mới, thời hạn sau điều chỉnh, timeline, timeframe, "
    "date due, target completion, expected date, expected date of completion, planned date, "
    "planned completion date, planned end date, deadline for completion, to be done by, "
    "hạn xử lý, thời hạn xử lý, hạn báo cáo, thời hạn báo cáo, hạn chót, ngày đến hạn, thời gian, "
    "time frame, by when, when, target completion date, planned completion, "
    "expected completion, completion deadline, end date, mốc thời gian, thời hạn hoàn tất, "
    "échéance, délai, date limite, date cible, frist, termin, fällig, fällig am, bis wann, "
    "plazo, fecha límite, vencimiento, fecha de vencimiento, 期限, 締切, 締め切り, 完了予定, 完了予定日, "
    "기한, 마감일, 완료예정일, 이행기한, กำหนดเสร็จ, กำหนดแล้วเสร็จ, วันครบกำหนด, ระยะเวลา, "
    "截止日期, 完成时限, 时限, 完成时间, 截止时间",
    "due.original": "original deadline, deadline original, original due date, initial deadline, "
    "thời hạn ban đầu, thời hạn gốc, thời hạn cũ",
    "status": "progress status, current status, implementation status, done, completed, "
    "percent complete, completion rate, tỷ lệ hoàn thành, mức độ hoàn thành, tình trạng xử lý, "
    "kết quả xử lý, "
    "statut, état, avancement, stand, estado, "
    "状況, 進捗, 進捗状況, 状態, ステータス, 상태, 진행상황, 추진상황, สถานะ, 状态, 进展, 完成情况, 狀態",
    "updates.note": "progress update, status update, latest status, kết quả đạt được, "
    "tình hình, tình hình triển khai, kết quả triển khai, comments, comment, notes, update, "
    "latest update, what happened, "
    "commentaires, remarques, observations, bemerkung, bemerkungen, anmerkungen, kommentar, "
    "observaciones, comentarios, 備考, 비고, หมายเหตุ, 备注, 備註",
    "signatory": "parties, contracting parties, parties to the agreement, các bên, các bên tham gia, "
    "parties contractantes, signataires, vertragsparteien, partes, 締約国, 당사국, 缔约方",
    "met_on": "resolved, date completed, actual completion, actual completion date, date closed, closed on, "
    "date done, ngày hoàn thành thực tế, ngày thực tế hoàn thành",
    "evidence.title": "proof, supporting documents, supporting document, tài liệu kèm theo",
    "source.document": "văn bản giao, văn bản giao nhiệm vụ, văn bản chỉ đạo",
    "deliverable": "kết quả dự kiến, expected output, expected outputs, expected result, expected results, "
    "livrable, livrables, ergebnis, entregable, 成果物, 산출물, ผลผลิต",
}
"""The names of each field, parted by commas; a field of texts without a language takes the reader's."""

OTHER_COUNTERS = (
    "s/n, s.no, sr. no, sl. no, item no, serial no, serial number, lp, nº, n°, pos, 番号, 序号, "
    "번호, 순번, 連番, ลำดับ, ลำดับที่, 序號, 编号, 編號"
)
"""Headings of columns that only count the rows, in other languages."""

TERM_FIELDS = frozenset({"counterpart", "signatory", "made_on", "in_force.from", "in_force.until"})
"""The fields of tables of agreements: without a lead beside them, first and last days are those of a term."""

STARTS = "start, start date, begin, begins, from, ngày bắt đầu, bắt đầu, thời gian bắt đầu, ngày khởi công"
"""Headings of a first day of work: beside one, an end day is the deadline."""

ENDS = "ngày kết thúc, kết thúc, thời gian kết thúc, end, end date, finish, finish date"
"""Headings of a last day, of work or of a term."""

OUTCOMES = "kết quả, result, results"
"""Headings that name the product where a table tells no state of its rows, and else the progress."""
