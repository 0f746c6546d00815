import uuid

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import mosovo.staff.models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('cases', '0001_initial'),
        ('pghistory', '0007_auto_20250421_0444'),
        ('staff', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='Delegation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reference', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('from_on', models.DateField(verbose_name='from')),
                ('until_on', models.DateField(help_text='The last day.', verbose_name='until')),
                ('reason', models.CharField(max_length=300)),
                ('made_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(null=True)),
                ('delegate', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='delegations_held', to=settings.AUTH_USER_MODEL)),
                ('superintendent', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='delegations_given', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ('-from_on', '-pk'),
                'constraints': [models.CheckConstraint(condition=models.Q(('until_on__gte', models.F('from_on')), models.Q(('reason', ''), _negated=True)), name='sharing_delegation_dates_and_reason'), models.CheckConstraint(condition=models.Q(('superintendent', models.F('delegate')), _negated=True), name='sharing_delegation_to_somebody_else'), django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('ended_at__isnull', True)), expressions=(('superintendent', '='), ('delegate', '='), (mosovo.staff.models.DateRange('from_on', 'until_on', django.contrib.postgres.fields.ranges.RangeBoundary(inclusive_upper=True)), '&&')), name='sharing_delegation_no_overlap')],
            },
        ),
        migrations.CreateModel(
            name='DisclosureRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reference', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('proposal', models.TextField(verbose_name='what would be disclosed, and why')),
                ('to_whom', models.CharField(max_length=300)),
                ('put_at', models.DateTimeField()),
                ('state', models.CharField(choices=[('waiting', 'Waiting for a decision'), ('decided', 'Decided'), ('withdrawn', 'Withdrawn')], default='waiting', max_length=10)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='disclosure_requests', to='cases.case')),
                ('put_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('put_to', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='disclosures_to_decide', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ('-put_at',),
            },
        ),
        migrations.CreateModel(
            name='DelegationEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('reference', models.UUIDField(default=uuid.uuid4, editable=False)),
                ('from_on', models.DateField(verbose_name='from')),
                ('until_on', models.DateField(help_text='The last day.', verbose_name='until')),
                ('reason', models.CharField(max_length=300)),
                ('made_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(null=True)),
                ('delegate', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='sharing.delegation')),
                ('superintendent', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='DisclosureDecision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('answers', models.JSONField(help_text='Prompt code -> answer, for every prompt of the kind.')),
                ('reasons', models.TextField()),
                ('decided_rank', models.CharField(choices=[('staff', 'Police staff'), ('constable', 'Constable'), ('sergeant', 'Sergeant'), ('inspector', 'Inspector'), ('chief_inspector', 'Chief inspector'), ('superintendent', 'Superintendent'), ('chief_superintendent', 'Chief superintendent'), ('assistant_chief_constable', 'Assistant chief constable'), ('deputy_chief_constable', 'Deputy chief constable'), ('chief_constable', 'Chief constable')], max_length=30)),
                ('authority', models.CharField(max_length=200)),
                ('decided_at', models.DateTimeField()),
                ('outcome', models.CharField(choices=[('share', 'Share'), ('do_not_share', 'Do not share')], max_length=20)),
                ('decided_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('delegation', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='sharing.delegation')),
                ('request', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='decision', to='sharing.disclosurerequest')),
            ],
            options={
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('reasons', ''), _negated=True), models.Q(('outcome', ''), _negated=True)), name='sharing_disclosuredecision_has_reasons'), models.CheckConstraint(condition=models.Q(('outcome__in', ['share', 'do_not_share'])), name='sharing_known_outcome')],
            },
        ),
        migrations.CreateModel(
            name='DisclosureRequestEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('reference', models.UUIDField(default=uuid.uuid4, editable=False)),
                ('proposal', models.TextField(verbose_name='what would be disclosed, and why')),
                ('to_whom', models.CharField(max_length=300)),
                ('put_at', models.DateTimeField()),
                ('state', models.CharField(choices=[('waiting', 'Waiting for a decision'), ('decided', 'Decided'), ('withdrawn', 'Withdrawn')], default='waiting', max_length=10)),
                ('case', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='cases.case')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='sharing.disclosurerequest')),
                ('put_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('put_to', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='DisclosureDecisionEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('answers', models.JSONField(help_text='Prompt code -> answer, for every prompt of the kind.')),
                ('reasons', models.TextField()),
                ('decided_rank', models.CharField(choices=[('staff', 'Police staff'), ('constable', 'Constable'), ('sergeant', 'Sergeant'), ('inspector', 'Inspector'), ('chief_inspector', 'Chief inspector'), ('superintendent', 'Superintendent'), ('chief_superintendent', 'Chief superintendent'), ('assistant_chief_constable', 'Assistant chief constable'), ('deputy_chief_constable', 'Deputy chief constable'), ('chief_constable', 'Chief constable')], max_length=30)),
                ('authority', models.CharField(max_length=200)),
                ('decided_at', models.DateTimeField()),
                ('outcome', models.CharField(choices=[('share', 'Share'), ('do_not_share', 'Do not share')], max_length=20)),
                ('decided_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('delegation', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='sharing.delegation')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='sharing.disclosuredecision')),
                ('request', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='sharing.disclosurerequest')),
            ],
            options={
                'abstract': False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='delegation',
            trigger=pgtrigger.compiler.Trigger(name='only_its_end_changes', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."reference" IS DISTINCT FROM (NEW."reference") OR OLD."superintendent_id" IS DISTINCT FROM (NEW."superintendent_id") OR OLD."delegate_id" IS DISTINCT FROM (NEW."delegate_id") OR OLD."from_on" IS DISTINCT FROM (NEW."from_on") OR OLD."until_on" IS DISTINCT FROM (NEW."until_on") OR OLD."reason" IS DISTINCT FROM (NEW."reason") OR OLD."made_at" IS DISTINCT FROM (NEW."made_at"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='a7ddf80ade65e28d5bf906658de8f6a56b7262b0', operation='UPDATE', pgid='pgtrigger_only_its_end_changes_de44d', table='sharing_delegation', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='delegation',
            trigger=pgtrigger.compiler.Trigger(name='never_deleted', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='0f4a99baad130eeaf17b627be65199617a9d8984', operation='DELETE', pgid='pgtrigger_never_deleted_16d7c', table='sharing_delegation', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='delegation',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "sharing_delegationevent" ("delegate_id", "ended_at", "from_on", "id", "made_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "reference", "superintendent_id", "until_on") VALUES (NEW."delegate_id", NEW."ended_at", NEW."from_on", NEW."id", NEW."made_at", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason", NEW."reference", NEW."superintendent_id", NEW."until_on"); RETURN NULL;', hash='0e4052235cff44ce6a62977f5fe49f50c5509ac7', operation='INSERT', pgid='pgtrigger_insert_insert_acfbc', table='sharing_delegation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='delegation',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "sharing_delegationevent" ("delegate_id", "ended_at", "from_on", "id", "made_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "reference", "superintendent_id", "until_on") VALUES (NEW."delegate_id", NEW."ended_at", NEW."from_on", NEW."id", NEW."made_at", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."reference", NEW."superintendent_id", NEW."until_on"); RETURN NULL;', hash='d67fab95a472c129f4409775befe69e9d2d78988', operation='UPDATE', pgid='pgtrigger_update_update_5613e', table='sharing_delegation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='delegation',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "sharing_delegationevent" ("delegate_id", "ended_at", "from_on", "id", "made_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "reference", "superintendent_id", "until_on") VALUES (OLD."delegate_id", OLD."ended_at", OLD."from_on", OLD."id", OLD."made_at", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reason", OLD."reference", OLD."superintendent_id", OLD."until_on"); RETURN NULL;', hash='dbd9f967675d8eb9bb3571978400ecac570ebebe', operation='DELETE', pgid='pgtrigger_delete_delete_2535d', table='sharing_delegation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='delegationevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='4685c260305f0d982ec0fd10589b036cbc76ab3f', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_baead', table='sharing_delegationevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='disclosurerequest',
            trigger=pgtrigger.compiler.Trigger(name='legal_moves', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE _is_valid_transition BOOLEAN;', func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{waiting:decided,waiting:withdrawn}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;', hash='cb44eb34f3448d0e315a81ba017439d7e3c1789a', operation='UPDATE', pgid='pgtrigger_legal_moves_26108', table='sharing_disclosurerequest', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='disclosurerequest',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "sharing_disclosurerequestevent" ("case_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposal", "put_at", "put_by_id", "put_to_id", "reference", "state", "to_whom") VALUES (NEW."case_id", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."proposal", NEW."put_at", NEW."put_by_id", NEW."put_to_id", NEW."reference", NEW."state", NEW."to_whom"); RETURN NULL;', hash='a2397263fd10ca41bca4c4829523aba6adbfaa05', operation='INSERT', pgid='pgtrigger_insert_insert_d01e9', table='sharing_disclosurerequest', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='disclosurerequest',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "sharing_disclosurerequestevent" ("case_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposal", "put_at", "put_by_id", "put_to_id", "reference", "state", "to_whom") VALUES (NEW."case_id", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."proposal", NEW."put_at", NEW."put_by_id", NEW."put_to_id", NEW."reference", NEW."state", NEW."to_whom"); RETURN NULL;', hash='e8061420bbb53ff5a312d927ae2962472ac161f5', operation='UPDATE', pgid='pgtrigger_update_update_bc028', table='sharing_disclosurerequest', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='disclosurerequest',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "sharing_disclosurerequestevent" ("case_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposal", "put_at", "put_by_id", "put_to_id", "reference", "state", "to_whom") VALUES (OLD."case_id", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."proposal", OLD."put_at", OLD."put_by_id", OLD."put_to_id", OLD."reference", OLD."state", OLD."to_whom"); RETURN NULL;', hash='17b78dabd31a49a86d57f222afd8a206533b037b', operation='DELETE', pgid='pgtrigger_delete_delete_7c83d', table='sharing_disclosurerequest', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='disclosuredecisionevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='08b28efb7baa99dfcbeb291ed0eb56f3e22a5957', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_330ab', table='sharing_disclosuredecisionevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='disclosuredecision',
            trigger=pgtrigger.compiler.Trigger(name='signed_is_final', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='18cf2c1f2ec470889fedb1d3c79e730f446f08ba', operation='UPDATE', pgid='pgtrigger_signed_is_final_86de7', table='sharing_disclosuredecision', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='disclosuredecision',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "sharing_disclosuredecisionevent" ("answers", "authority", "decided_at", "decided_by_id", "decided_rank", "delegation_id", "id", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reasons", "request_id") VALUES (NEW."answers", NEW."authority", NEW."decided_at", NEW."decided_by_id", NEW."decided_rank", NEW."delegation_id", NEW."id", NEW."outcome", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reasons", NEW."request_id"); RETURN NULL;', hash='176e9bdf9559ae4d2a81aa9cda4b131cbb929aad', operation='INSERT', pgid='pgtrigger_insert_insert_21be7', table='sharing_disclosuredecision', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='disclosuredecision',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "sharing_disclosuredecisionevent" ("answers", "authority", "decided_at", "decided_by_id", "decided_rank", "delegation_id", "id", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reasons", "request_id") VALUES (NEW."answers", NEW."authority", NEW."decided_at", NEW."decided_by_id", NEW."decided_rank", NEW."delegation_id", NEW."id", NEW."outcome", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reasons", NEW."request_id"); RETURN NULL;', hash='2a00ac7ff642eabf3b6fc497f1a8e63e074555c9', operation='UPDATE', pgid='pgtrigger_update_update_aee92', table='sharing_disclosuredecision', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='disclosuredecision',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "sharing_disclosuredecisionevent" ("answers", "authority", "decided_at", "decided_by_id", "decided_rank", "delegation_id", "id", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reasons", "request_id") VALUES (OLD."answers", OLD."authority", OLD."decided_at", OLD."decided_by_id", OLD."decided_rank", OLD."delegation_id", OLD."id", OLD."outcome", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reasons", OLD."request_id"); RETURN NULL;', hash='9b0e511c5e820dcdfb5ccdd59cf21de7f49b2b63', operation='DELETE', pgid='pgtrigger_delete_delete_56982', table='sharing_disclosuredecision', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='disclosurerequestevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='66138243898bafcdf7e74dcd0971da28861a7e2f', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_9709d', table='sharing_disclosurerequestevent', when='BEFORE')),
        ),
    ]
