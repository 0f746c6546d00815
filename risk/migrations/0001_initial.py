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
        ('staff', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='StaticAssessment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reference', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('inputs', models.JSONField(help_text='The answers as given, by the names of the published inputs.')),
                ('working', models.JSONField(help_text='How the result came about: items (label, value, points), rule, why_not_reduced.', null=True)),
                ('dc_points', models.PositiveSmallIntegerField(null=True)),
                ('dc_percent', models.DecimalField(decimal_places=2, max_digits=5, null=True)),
                ('dc_band', models.CharField(max_length=16)),
                ('dc_band_after_reduction', models.CharField(blank=True, max_length=16)),
                ('iic_percent', models.DecimalField(decimal_places=2, max_digits=5, null=True)),
                ('iic_band', models.CharField(max_length=16)),
                ('warnings', models.JSONField(default=list)),
                ('algorithm', models.CharField(max_length=40)),
                ('version', models.CharField(max_length=40)),
                ('assessed_on', models.DateField()),
                ('recorded_at', models.DateTimeField()),
                ('assessed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='static_assessments', to='cases.case')),
            ],
            options={
                'ordering': ('-assessed_on', '-pk'),
            },
        ),
        migrations.CreateModel(
            name='LevelDecision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('level', models.CharField(choices=[('very_high', 'Very high'), ('high', 'High'), ('medium', 'Medium'), ('low', 'Low')], max_length=10)),
                ('before', models.CharField(blank=True, choices=[('very_high', 'Very high'), ('high', 'High'), ('medium', 'Medium'), ('low', 'Low')], max_length=10)),
                ('reasons', models.TextField()),
                ('suggested', models.CharField(blank=True, choices=[('very_high', 'Very high'), ('high', 'High'), ('medium', 'Medium'), ('low', 'Low')], db_default='', default='', help_text='What the score suggested on that day; empty for none.', max_length=10)),
                ('differs_because', models.TextField(blank=True, db_default='', default='')),
                ('set_on', models.DateField()),
                ('recorded_at', models.DateTimeField()),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='risk_levels', to='cases.case')),
                ('set_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('assessment', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='risk.staticassessment')),
            ],
            options={
                'ordering': ('-set_on', '-pk'),
                'constraints': [models.CheckConstraint(condition=models.Q(('reasons', ''), _negated=True), name='risk_level_has_reasons'), models.CheckConstraint(condition=models.Q(('suggested', ''), ('level', models.F('suggested')), models.Q(('differs_because', ''), _negated=True), _connector='OR'), name='risk_level_says_why_it_differs')],
            },
        ),
        migrations.CreateModel(
            name='StaticAssessmentEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('reference', models.UUIDField(default=uuid.uuid4, editable=False)),
                ('inputs', models.JSONField(help_text='The answers as given, by the names of the published inputs.')),
                ('working', models.JSONField(help_text='How the result came about: items (label, value, points), rule, why_not_reduced.', null=True)),
                ('dc_points', models.PositiveSmallIntegerField(null=True)),
                ('dc_percent', models.DecimalField(decimal_places=2, max_digits=5, null=True)),
                ('dc_band', models.CharField(max_length=16)),
                ('dc_band_after_reduction', models.CharField(blank=True, max_length=16)),
                ('iic_percent', models.DecimalField(decimal_places=2, max_digits=5, null=True)),
                ('iic_band', models.CharField(max_length=16)),
                ('warnings', models.JSONField(default=list)),
                ('algorithm', models.CharField(max_length=40)),
                ('version', models.CharField(max_length=40)),
                ('assessed_on', models.DateField()),
                ('recorded_at', models.DateTimeField()),
                ('assessed_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('case', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='cases.case')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='risk.staticassessment')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='LevelDecisionEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('level', models.CharField(choices=[('very_high', 'Very high'), ('high', 'High'), ('medium', 'Medium'), ('low', 'Low')], max_length=10)),
                ('before', models.CharField(blank=True, choices=[('very_high', 'Very high'), ('high', 'High'), ('medium', 'Medium'), ('low', 'Low')], max_length=10)),
                ('reasons', models.TextField()),
                ('suggested', models.CharField(blank=True, choices=[('very_high', 'Very high'), ('high', 'High'), ('medium', 'Medium'), ('low', 'Low')], db_default='', default='', help_text='What the score suggested on that day; empty for none.', max_length=10)),
                ('differs_because', models.TextField(blank=True, db_default='', default='')),
                ('set_on', models.DateField()),
                ('recorded_at', models.DateTimeField()),
                ('case', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='cases.case')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='risk.leveldecision')),
                ('set_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('assessment', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='risk.staticassessment')),
            ],
            options={
                'abstract': False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='staticassessment',
            trigger=pgtrigger.compiler.Trigger(name='written_once', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='13125b7983656d60ef2a8a139d1e152ee43fd5b3', operation='UPDATE', pgid='pgtrigger_written_once_782e1', table='risk_staticassessment', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='staticassessment',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "risk_staticassessmentevent" ("algorithm", "assessed_by_id", "assessed_on", "case_id", "dc_band", "dc_band_after_reduction", "dc_percent", "dc_points", "id", "iic_band", "iic_percent", "inputs", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "reference", "version", "warnings", "working") VALUES (NEW."algorithm", NEW."assessed_by_id", NEW."assessed_on", NEW."case_id", NEW."dc_band", NEW."dc_band_after_reduction", NEW."dc_percent", NEW."dc_points", NEW."id", NEW."iic_band", NEW."iic_percent", NEW."inputs", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."recorded_at", NEW."reference", NEW."version", NEW."warnings", NEW."working"); RETURN NULL;', hash='58d1a39f114413d6520767bb0d395900ddeca7ab', operation='INSERT', pgid='pgtrigger_insert_insert_afd02', table='risk_staticassessment', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='staticassessment',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "risk_staticassessmentevent" ("algorithm", "assessed_by_id", "assessed_on", "case_id", "dc_band", "dc_band_after_reduction", "dc_percent", "dc_points", "id", "iic_band", "iic_percent", "inputs", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "reference", "version", "warnings", "working") VALUES (NEW."algorithm", NEW."assessed_by_id", NEW."assessed_on", NEW."case_id", NEW."dc_band", NEW."dc_band_after_reduction", NEW."dc_percent", NEW."dc_points", NEW."id", NEW."iic_band", NEW."iic_percent", NEW."inputs", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."recorded_at", NEW."reference", NEW."version", NEW."warnings", NEW."working"); RETURN NULL;', hash='8c79c4cd14a8b2b544f08f8e7ab76d05ecc919a2', operation='UPDATE', pgid='pgtrigger_update_update_28332', table='risk_staticassessment', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='staticassessment',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "risk_staticassessmentevent" ("algorithm", "assessed_by_id", "assessed_on", "case_id", "dc_band", "dc_band_after_reduction", "dc_percent", "dc_points", "id", "iic_band", "iic_percent", "inputs", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "reference", "version", "warnings", "working") VALUES (OLD."algorithm", OLD."assessed_by_id", OLD."assessed_on", OLD."case_id", OLD."dc_band", OLD."dc_band_after_reduction", OLD."dc_percent", OLD."dc_points", OLD."id", OLD."iic_band", OLD."iic_percent", OLD."inputs", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."recorded_at", OLD."reference", OLD."version", OLD."warnings", OLD."working"); RETURN NULL;', hash='b38d9bffa0da935a55ef80085d7018c940275c64', operation='DELETE', pgid='pgtrigger_delete_delete_93a7d', table='risk_staticassessment', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='leveldecisionevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='b0a6d7d7ed62dfd11af44f1af66dad2c87db171a', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_3b66e', table='risk_leveldecisionevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='leveldecision',
            trigger=pgtrigger.compiler.Trigger(name='written_once', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='02036127e61893ce71eadb7f36a9d8221c0a0281', operation='UPDATE', pgid='pgtrigger_written_once_2f4d0', table='risk_leveldecision', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='leveldecision',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "risk_leveldecisionevent" ("assessment_id", "before", "case_id", "differs_because", "id", "level", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reasons", "recorded_at", "set_by_id", "set_on", "suggested") VALUES (NEW."assessment_id", NEW."before", NEW."case_id", NEW."differs_because", NEW."id", NEW."level", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reasons", NEW."recorded_at", NEW."set_by_id", NEW."set_on", NEW."suggested"); RETURN NULL;', hash='1b6ec919cd13949893b18846efebe44995d16453', operation='INSERT', pgid='pgtrigger_insert_insert_49771', table='risk_leveldecision', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='leveldecision',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "risk_leveldecisionevent" ("assessment_id", "before", "case_id", "differs_because", "id", "level", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reasons", "recorded_at", "set_by_id", "set_on", "suggested") VALUES (NEW."assessment_id", NEW."before", NEW."case_id", NEW."differs_because", NEW."id", NEW."level", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reasons", NEW."recorded_at", NEW."set_by_id", NEW."set_on", NEW."suggested"); RETURN NULL;', hash='e0c143a44ebc41183ec338f0da8280a7b8f4fa19', operation='UPDATE', pgid='pgtrigger_update_update_969d7', table='risk_leveldecision', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='leveldecision',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "risk_leveldecisionevent" ("assessment_id", "before", "case_id", "differs_because", "id", "level", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reasons", "recorded_at", "set_by_id", "set_on", "suggested") VALUES (OLD."assessment_id", OLD."before", OLD."case_id", OLD."differs_because", OLD."id", OLD."level", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reasons", OLD."recorded_at", OLD."set_by_id", OLD."set_on", OLD."suggested"); RETURN NULL;', hash='b3453997335faf9b7cc0c615fb36f66b7ea42c42', operation='DELETE', pgid='pgtrigger_delete_delete_eda5c', table='risk_leveldecision', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='staticassessmentevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='611f19b7204743ea2a6727cfdd9bc87725077d01', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_b2cb8', table='risk_staticassessmentevent', when='BEFORE')),
        ),
    ]
