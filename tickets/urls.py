"""The addresses of the desk, tickets and registers."""

from django.urls import path

from tickets.views import areas, attachments, capabilities, complaint, demand, desk, doors, page, registers, wording

urlpatterns = [
    path("desk/", desk.desk, name="desk"),
    path("tickets/new/", complaint.log, name="log"),
    path("tickets/new/customers/", complaint.look_up_customer, name="look-up-customer"),
    path("tickets/new/alike/", complaint.like_this, name="like-this"),
    path("tickets/<ticket:reference>/", page.ticket, name="ticket"),
    path("tickets/<ticket:reference>/listening/", doors.listen, name="listen"),
    path("tickets/<ticket:reference>/mishearing/", doors.mishear, name="mishear"),
    path("tickets/<ticket:reference>/assessment/", doors.assess, name="assess"),
    path("tickets/<ticket:reference>/recommendation/", doors.weigh, name="weigh"),
    path("tickets/<ticket:reference>/decline/", doors.decline, name="decline"),
    path("tickets/<ticket:reference>/decline/draft/", wording.draft_decline, name="draft-decline"),
    path("tickets/<ticket:reference>/wording/", wording.hints, name="wording"),
    path("tickets/<ticket:reference>/aftermath/", doors.correct_aftermath, name="aftermath"),
    path("tickets/<ticket:reference>/setting-aside/", doors.set_aside, name="set-aside"),
    path("tickets/<ticket:reference>/reopening/", doors.reopen, name="reopen"),
    path("tickets/<ticket:reference>/resurfacing/", doors.resurface, name="resurface"),
    path("tickets/<ticket:reference>/messages/", doors.write, name="write"),
    path("tickets/<ticket:reference>/ownership/", doors.take, name="take"),
    path("tickets/<ticket:reference>/demand/", demand.count_on, name="count-on"),
    path("tickets/<ticket:reference>/demand/withdrawal/", demand.count_off, name="count-off"),
    path("tickets/<ticket:reference>/return/", demand.bring_back, name="bring-back"),
    path("pressure/", demand.pressure, name="pressure"),
    path("settings/drafts/", wording.drafts, name="drafts"),
    path("settings/drafts/restoration/", wording.restore_draft, name="restore-draft"),
    path("settings/phrases/", wording.phrases, name="phrases"),
    path("settings/phrases/removal/", wording.forget_phrase, name="forget-phrase"),
    path("attachments/<slug:key>/", attachments.attachment, name="attachment"),
    path("attachments/<slug:key>/preview/", attachments.preview, name="preview"),
    path("customers/", registers.customers, name="customers"),
    path("customers/<int:pk>/", registers.customer, name="customer"),
    path("settings/areas/", areas.areas, name="areas"),
    path("settings/areas/<int:pk>/", areas.area, name="area"),
    path("capabilities/", capabilities.register, name="capabilities"),
    path("capabilities/<int:pk>/", capabilities.capability, name="capability"),
    path("capabilities/<int:pk>/plan/", capabilities.plan, name="plan-capability"),
    path("capabilities/<int:pk>/arrival/", capabilities.arrival, name="arrival"),
]
