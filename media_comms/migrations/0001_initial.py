import uuid

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('cases', '0001_initial'),
        ('pghistory', '0007_auto_20250421_0444'),
        ('staff', '0001_initial'),
        ('staff', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='Enquiry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reference', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('received_at', models.DateTimeField()),
                ('outlet', models.CharField(max_length=120)),
                ('journalist', models.CharField(blank=True, max_length=120)),
                ('question', models.TextField()),
                ('about', models.CharField(blank=True, max_length=200, verbose_name='person or place asked about')),
                ('deadline_at', models.DateTimeField(blank=True, null=True, verbose_name='their deadline')),
                ('child_at_risk', models.BooleanField(default=False, verbose_name='a child may be at risk')),
                ('state', models.CharField(choices=[('logged', 'Waiting for the unit'), ('answered', 'Answered by the unit'), ('issued', 'Statement issued'), ('closed', 'Closed without a statement')], default='logged', max_length=10)),
                ('closed_reason', models.TextField(blank=True, verbose_name='exceptional reason for saying nothing')),
                ('closed_at', models.DateTimeField(blank=True, null=True)),
                ('closed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('logged_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='enquiries', to='staff.unit')),
            ],
            options={
                'verbose_name_plural': 'enquiries',
                'ordering': ('-received_at',),
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('closed_at__isnull', False), ('closed_by__isnull', False), ('state', 'closed'), models.Q(('closed_reason', ''), _negated=True)), models.Q(models.Q(('state', 'closed'), _negated=True), ('closed_at__isnull', True), ('closed_by__isnull', True), ('closed_reason', '')), _connector='OR'), name='media_closed_for_a_reason')],
            },
        ),
        migrations.CreateModel(
            name='Consultation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('consulted', models.CharField(max_length=120, verbose_name='whom')),
                ('view', models.TextField(verbose_name='what they said')),
                ('at', models.DateTimeField()),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.agency')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('enquiry', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='consultations', to='media_comms.enquiry')),
            ],
            options={
                'ordering': ('at',),
                'constraints': [models.UniqueConstraint(fields=('enquiry', 'agency'), name='media_agency_consulted_once')],
            },
        ),
        migrations.CreateModel(
            name='EnquiryCase',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('linked_at', models.DateTimeField()),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='enquiry_links', to='cases.case')),
                ('enquiry', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='link', to='media_comms.enquiry')),
                ('linked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='EnquiryEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('reference', models.UUIDField(default=uuid.uuid4, editable=False)),
                ('received_at', models.DateTimeField()),
                ('outlet', models.CharField(max_length=120)),
                ('journalist', models.CharField(blank=True, max_length=120)),
                ('question', models.TextField()),
                ('about', models.CharField(blank=True, max_length=200, verbose_name='person or place asked about')),
                ('deadline_at', models.DateTimeField(blank=True, null=True, verbose_name='their deadline')),
                ('child_at_risk', models.BooleanField(default=False, verbose_name='a child may be at risk')),
                ('state', models.CharField(choices=[('logged', 'Waiting for the unit'), ('answered', 'Answered by the unit'), ('issued', 'Statement issued'), ('closed', 'Closed without a statement')], default='logged', max_length=10)),
                ('closed_reason', models.TextField(blank=True, verbose_name='exceptional reason for saying nothing')),
                ('closed_at', models.DateTimeField(blank=True, null=True)),
                ('closed_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('logged_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='media_comms.enquiry')),
                ('unit', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='staff.unit')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Statement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField()),
                ('confirmation', models.CharField(choices=[('confirm', 'Confirm'), ('deny', 'Deny'), ('neither', 'Neither confirm nor deny'), ('general', 'About nobody in particular')], max_length=10)),
                ('explanation', models.TextField(blank=True)),
                ('issued_at', models.DateTimeField()),
                ('enquiry', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='statement', to='media_comms.enquiry')),
                ('issued_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('confirmation', 'neither'), _negated=True), models.Q(('explanation', ''), _negated=True), _connector='OR'), name='media_neither_is_explained')],
            },
        ),
        migrations.CreateModel(
            name='UnitAnswer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField()),
                ('answered_at', models.DateTimeField()),
                ('agencies', models.ManyToManyField(blank=True, related_name='+', to='cases.agency')),
                ('answered_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('enquiry', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='answer', to='media_comms.enquiry')),
            ],
        ),
        migrations.CreateModel(
            name='ConsultationEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('consulted', models.CharField(max_length=120, verbose_name='whom')),
                ('view', models.TextField(verbose_name='what they said')),
                ('at', models.DateTimeField()),
                ('agency', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='cases.agency')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='media_comms.consultation')),
                ('recorded_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('enquiry', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='media_comms.enquiry')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='EnquiryCaseEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('linked_at', models.DateTimeField()),
                ('case', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='cases.case')),
                ('enquiry', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='media_comms.enquiry')),
                ('linked_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='media_comms.enquirycase')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='StatementEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('text', models.TextField()),
                ('confirmation', models.CharField(choices=[('confirm', 'Confirm'), ('deny', 'Deny'), ('neither', 'Neither confirm nor deny'), ('general', 'About nobody in particular')], max_length=10)),
                ('explanation', models.TextField(blank=True)),
                ('issued_at', models.DateTimeField()),
                ('enquiry', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='media_comms.enquiry')),
                ('issued_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='media_comms.statement')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='UnitAnswerEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('text', models.TextField()),
                ('answered_at', models.DateTimeField()),
                ('answered_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('enquiry', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='media_comms.enquiry')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='media_comms.unitanswer')),
            ],
            options={
                'abstract': False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='enquiry',
            trigger=pgtrigger.compiler.Trigger(name='legal_moves', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE _is_valid_transition BOOLEAN;', func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{logged:answered,answered:issued,answered:closed}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;', hash='e420626f0b9f2641505ea8ea80d6f258f9d7ff84', operation='UPDATE', pgid='pgtrigger_legal_moves_3560d', table='media_comms_enquiry', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='enquiry',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='cc0c630a23986e09afb0d9d438339888063ef5d7', operation='DELETE', pgid='pgtrigger_never_deleted_f1849', table='media_comms_enquiry', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='enquiry',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "media_comms_enquiryevent" ("about", "child_at_risk", "closed_at", "closed_by_id", "closed_reason", "deadline_at", "id", "journalist", "logged_by_id", "outlet", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "question", "received_at", "reference", "state", "unit_id") VALUES (NEW."about", NEW."child_at_risk", NEW."closed_at", NEW."closed_by_id", NEW."closed_reason", NEW."deadline_at", NEW."id", NEW."journalist", NEW."logged_by_id", NEW."outlet", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."question", NEW."received_at", NEW."reference", NEW."state", NEW."unit_id"); RETURN NULL;', hash='efae68bf5ba26a092f30570f9023bbe5d4132362', operation='INSERT', pgid='pgtrigger_insert_insert_56ff8', table='media_comms_enquiry', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='enquiry',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "media_comms_enquiryevent" ("about", "child_at_risk", "closed_at", "closed_by_id", "closed_reason", "deadline_at", "id", "journalist", "logged_by_id", "outlet", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "question", "received_at", "reference", "state", "unit_id") VALUES (NEW."about", NEW."child_at_risk", NEW."closed_at", NEW."closed_by_id", NEW."closed_reason", NEW."deadline_at", NEW."id", NEW."journalist", NEW."logged_by_id", NEW."outlet", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."question", NEW."received_at", NEW."reference", NEW."state", NEW."unit_id"); RETURN NULL;', hash='7933d14e68963fb33a329f876ad1493deff2612e', operation='UPDATE', pgid='pgtrigger_update_update_35cf3', table='media_comms_enquiry', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='enquiry',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "media_comms_enquiryevent" ("about", "child_at_risk", "closed_at", "closed_by_id", "closed_reason", "deadline_at", "id", "journalist", "logged_by_id", "outlet", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "question", "received_at", "reference", "state", "unit_id") VALUES (OLD."about", OLD."child_at_risk", OLD."closed_at", OLD."closed_by_id", OLD."closed_reason", OLD."deadline_at", OLD."id", OLD."journalist", OLD."logged_by_id", OLD."outlet", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."question", OLD."received_at", OLD."reference", OLD."state", OLD."unit_id"); RETURN NULL;', hash='b659402e0f3e76af24dd9048f787746a6a338082', operation='DELETE', pgid='pgtrigger_delete_delete_e3b18', table='media_comms_enquiry', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='consultationevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='65281eb5f97fbfbf2d417869d08c9d7aabb4d595', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_fbcef', table='media_comms_consultationevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='consultation',
            trigger=pgtrigger.compiler.Trigger(name='written_once', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='875fbb334efb5d1fb3b9760fee0123e3fff9c3cc', operation='UPDATE', pgid='pgtrigger_written_once_e7ce7', table='media_comms_consultation', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='consultation',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='7028e602b5952daf4e41647ce2ce9cc114197bd7', operation='DELETE', pgid='pgtrigger_never_deleted_cd36d', table='media_comms_consultation', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='consultation',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "media_comms_consultationevent" ("agency_id", "at", "consulted", "enquiry_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_by_id", "view") VALUES (NEW."agency_id", NEW."at", NEW."consulted", NEW."enquiry_id", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."recorded_by_id", NEW."view"); RETURN NULL;', hash='66134be264deffd0abadecd320b7b94e1890c22d', operation='INSERT', pgid='pgtrigger_insert_insert_39580', table='media_comms_consultation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='consultation',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "media_comms_consultationevent" ("agency_id", "at", "consulted", "enquiry_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_by_id", "view") VALUES (NEW."agency_id", NEW."at", NEW."consulted", NEW."enquiry_id", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."recorded_by_id", NEW."view"); RETURN NULL;', hash='6e47c7f6192c5cee19291fa3835e765bee6d9561', operation='UPDATE', pgid='pgtrigger_update_update_092d2', table='media_comms_consultation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='consultation',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "media_comms_consultationevent" ("agency_id", "at", "consulted", "enquiry_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_by_id", "view") VALUES (OLD."agency_id", OLD."at", OLD."consulted", OLD."enquiry_id", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."recorded_by_id", OLD."view"); RETURN NULL;', hash='f76fc64f1c5b251a3c962af7f72a4d30590a9d4b', operation='DELETE', pgid='pgtrigger_delete_delete_39952', table='media_comms_consultation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='enquirycase',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "media_comms_enquirycaseevent" ("case_id", "enquiry_id", "id", "linked_at", "linked_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."case_id", NEW."enquiry_id", NEW."id", NEW."linked_at", NEW."linked_by_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id"); RETURN NULL;', hash='bd0b1953845a1dff6ef4c0ca31ab2fd6278863ad', operation='INSERT', pgid='pgtrigger_insert_insert_390b9', table='media_comms_enquirycase', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='enquirycase',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "media_comms_enquirycaseevent" ("case_id", "enquiry_id", "id", "linked_at", "linked_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."case_id", NEW."enquiry_id", NEW."id", NEW."linked_at", NEW."linked_by_id", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;', hash='c58543e832450e9aa264d0965f68ec9d5d6f189c', operation='UPDATE', pgid='pgtrigger_update_update_7b794', table='media_comms_enquirycase', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='enquirycase',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "media_comms_enquirycaseevent" ("case_id", "enquiry_id", "id", "linked_at", "linked_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."case_id", OLD."enquiry_id", OLD."id", OLD."linked_at", OLD."linked_by_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id"); RETURN NULL;', hash='fdcd4cba62270aed891148df9c1daf52470e0ac4', operation='DELETE', pgid='pgtrigger_delete_delete_ea2e7', table='media_comms_enquirycase', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='enquirycaseevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='ab7863567ad87fa126952bfa5ff02e06edd06c50', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_fce8f', table='media_comms_enquirycaseevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='enquiryevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='ff94e092584e8081ad20614e33e64f4d61f0acd8', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_f7682', table='media_comms_enquiryevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='statement',
            trigger=pgtrigger.compiler.Trigger(name='written_once', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='07b54f57f00ddea8a2313189df84b1a749ee585b', operation='UPDATE', pgid='pgtrigger_written_once_e3970', table='media_comms_statement', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='statement',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='591cff677dcf518ba9164b7f30dfa6922f89530f', operation='DELETE', pgid='pgtrigger_never_deleted_03254', table='media_comms_statement', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='statement',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "media_comms_statementevent" ("confirmation", "enquiry_id", "explanation", "id", "issued_at", "issued_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text") VALUES (NEW."confirmation", NEW."enquiry_id", NEW."explanation", NEW."id", NEW."issued_at", NEW."issued_by_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."text"); RETURN NULL;', hash='a55013dd49cd5e21450c75b63f284b97b8bdc39e', operation='INSERT', pgid='pgtrigger_insert_insert_f0448', table='media_comms_statement', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='statement',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "media_comms_statementevent" ("confirmation", "enquiry_id", "explanation", "id", "issued_at", "issued_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text") VALUES (NEW."confirmation", NEW."enquiry_id", NEW."explanation", NEW."id", NEW."issued_at", NEW."issued_by_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."text"); RETURN NULL;', hash='11526d0ccb78f466eaefa852bb0cc2d11b1c231a', operation='UPDATE', pgid='pgtrigger_update_update_85848', table='media_comms_statement', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='statement',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "media_comms_statementevent" ("confirmation", "enquiry_id", "explanation", "id", "issued_at", "issued_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text") VALUES (OLD."confirmation", OLD."enquiry_id", OLD."explanation", OLD."id", OLD."issued_at", OLD."issued_by_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."text"); RETURN NULL;', hash='9143e52032a2e66b38552c97e2408d28f861792e', operation='DELETE', pgid='pgtrigger_delete_delete_99256', table='media_comms_statement', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='statementevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='7e2b678eec314c1fa236c4aec95838dcad80b0e0', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_23124', table='media_comms_statementevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='unitanswer',
            trigger=pgtrigger.compiler.Trigger(name='written_once', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='8559e5abda345dc9f09c78248ca8c1ac46e6d0a9', operation='UPDATE', pgid='pgtrigger_written_once_1c68d', table='media_comms_unitanswer', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='unitanswer',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='171753570fcbc128c1e37fd2ae8520098fd448ae', operation='DELETE', pgid='pgtrigger_never_deleted_f60dd', table='media_comms_unitanswer', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='unitanswer',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "media_comms_unitanswerevent" ("answered_at", "answered_by_id", "enquiry_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text") VALUES (NEW."answered_at", NEW."answered_by_id", NEW."enquiry_id", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."text"); RETURN NULL;', hash='9f09364a73256d95b4a5d90995c9c037aacd8f5e', operation='INSERT', pgid='pgtrigger_insert_insert_7de24', table='media_comms_unitanswer', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='unitanswer',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "media_comms_unitanswerevent" ("answered_at", "answered_by_id", "enquiry_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text") VALUES (NEW."answered_at", NEW."answered_by_id", NEW."enquiry_id", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."text"); RETURN NULL;', hash='4accdc36246230468e84b5588ce0e43e6b79983b', operation='UPDATE', pgid='pgtrigger_update_update_509c7', table='media_comms_unitanswer', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='unitanswer',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "media_comms_unitanswerevent" ("answered_at", "answered_by_id", "enquiry_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text") VALUES (OLD."answered_at", OLD."answered_by_id", OLD."enquiry_id", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."text"); RETURN NULL;', hash='4e672e7c4e52fbcaf7256468f2c8040151afed42', operation='DELETE', pgid='pgtrigger_delete_delete_52394', table='media_comms_unitanswer', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='unitanswerevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='8c5ecced639b44a5d597a3136a88b352eb9c1db0', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_9f5c0', table='media_comms_unitanswerevent', when='BEFORE')),
        ),
    ]
