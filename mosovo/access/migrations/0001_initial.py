import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
        ('cases', '0001_initial'),
        ('pghistory', '0007_auto_20250421_0444'),
        ('staff', '0001_initial'),
        ('staff', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='CaseGrant',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('basis', models.CharField(choices=[('role', 'Role in the unit'), ('allocation', 'Offender manager of the case'), ('cover', 'Cover for the offender manager'), ('panel', 'Meeting about the case'), ('decision', 'Decision put before them'), ('need_to_know', 'Need to know')], max_length=20)),
                ('reason', models.CharField(max_length=300)),
                ('valid_from', models.DateTimeField()),
                ('valid_until', models.DateTimeField(blank=True, null=True)),
                ('content_object', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='grants', to='cases.case')),
                ('given_by', models.ForeignKey(blank=True, help_text='Empty: the system.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('permission', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='auth.permission')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('valid_until__isnull', True), ('valid_until__gte', models.F('valid_from')), _connector='OR'), name='access_case_grant_order')],
                'unique_together': {('user', 'permission', 'content_object')},
            },
        ),
        migrations.CreateModel(
            name='Exclusion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.CharField(max_length=300)),
                ('made_at', models.DateTimeField(auto_now_add=True)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='exclusions', to='cases.case')),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('officer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='exclusions', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('case', 'officer'), name='access_one_exclusion')],
            },
        ),
        migrations.CreateModel(
            name='Opening',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('compartment', models.CharField(choices=[('sensitive', 'Sensitive'), ('confidential', 'Confidential')], max_length=20)),
                ('reason', models.CharField(choices=[('visit', 'Preparing for or writing up a visit'), ('assessment', 'Assessing or reviewing risk'), ('safety', 'Keeping a victim or another person safe'), ('meeting', 'Preparing for a meeting'), ('disclosure', 'Deciding on a disclosure'), ('supervision', 'Supervising the case'), ('investigation', 'Investigating an offence'), ('other', 'Another reason, given below')], max_length=20)),
                ('sentence', models.CharField(max_length=300)),
                ('opened_at', models.DateTimeField()),
                ('until', models.DateTimeField()),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='openings', to='cases.case')),
                ('officer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='openings', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['officer', 'until'], name='access_opening_live')],
            },
        ),
        migrations.CreateModel(
            name='UnitGrant',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('basis', models.CharField(choices=[('role', 'Role in the unit'), ('allocation', 'Offender manager of the case'), ('cover', 'Cover for the offender manager'), ('panel', 'Meeting about the case'), ('decision', 'Decision put before them'), ('need_to_know', 'Need to know')], max_length=20)),
                ('reason', models.CharField(max_length=300)),
                ('valid_from', models.DateTimeField()),
                ('valid_until', models.DateTimeField(blank=True, null=True)),
                ('content_object', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='grants', to='staff.unit')),
                ('given_by', models.ForeignKey(blank=True, help_text='Empty: the system.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('permission', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='auth.permission')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('valid_until__isnull', True), ('valid_until__gte', models.F('valid_from')), _connector='OR'), name='access_unit_grant_order')],
                'unique_together': {('user', 'permission', 'content_object')},
            },
        ),
        migrations.CreateModel(
            name='CaseGrantEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('basis', models.CharField(choices=[('role', 'Role in the unit'), ('allocation', 'Offender manager of the case'), ('cover', 'Cover for the offender manager'), ('panel', 'Meeting about the case'), ('decision', 'Decision put before them'), ('need_to_know', 'Need to know')], max_length=20)),
                ('reason', models.CharField(max_length=300)),
                ('valid_from', models.DateTimeField()),
                ('valid_until', models.DateTimeField(blank=True, null=True)),
                ('content_object', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='cases.case')),
                ('given_by', models.ForeignKey(blank=True, db_constraint=False, help_text='Empty: the system.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('permission', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='auth.permission')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='access.casegrant')),
                ('user', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ExclusionEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('reason', models.CharField(max_length=300)),
                ('made_at', models.DateTimeField(auto_now_add=True)),
                ('case', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='cases.case')),
                ('made_by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('officer', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='access.exclusion')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='UnitGrantEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('basis', models.CharField(choices=[('role', 'Role in the unit'), ('allocation', 'Offender manager of the case'), ('cover', 'Cover for the offender manager'), ('panel', 'Meeting about the case'), ('decision', 'Decision put before them'), ('need_to_know', 'Need to know')], max_length=20)),
                ('reason', models.CharField(max_length=300)),
                ('valid_from', models.DateTimeField()),
                ('valid_until', models.DateTimeField(blank=True, null=True)),
                ('content_object', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='staff.unit')),
                ('given_by', models.ForeignKey(blank=True, db_constraint=False, help_text='Empty: the system.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('permission', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='auth.permission')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='access.unitgrant')),
                ('user', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='casegrant',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "access_casegrantevent" ("basis", "content_object_id", "given_by_id", "id", "permission_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "user_id", "valid_from", "valid_until") VALUES (NEW."basis", NEW."content_object_id", NEW."given_by_id", NEW."id", NEW."permission_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason", NEW."user_id", NEW."valid_from", NEW."valid_until"); RETURN NULL;', hash='895e314e13b29ec2be692e9d22e1cb5e33baa375', operation='INSERT', pgid='pgtrigger_insert_insert_6872a', table='access_casegrant', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='casegrant',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "access_casegrantevent" ("basis", "content_object_id", "given_by_id", "id", "permission_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "user_id", "valid_from", "valid_until") VALUES (NEW."basis", NEW."content_object_id", NEW."given_by_id", NEW."id", NEW."permission_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."user_id", NEW."valid_from", NEW."valid_until"); RETURN NULL;', hash='f7c604a6c36fa6fd7d0789a384626a7cd624e2a3', operation='UPDATE', pgid='pgtrigger_update_update_9e6bb', table='access_casegrant', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='casegrant',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "access_casegrantevent" ("basis", "content_object_id", "given_by_id", "id", "permission_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "user_id", "valid_from", "valid_until") VALUES (OLD."basis", OLD."content_object_id", OLD."given_by_id", OLD."id", OLD."permission_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reason", OLD."user_id", OLD."valid_from", OLD."valid_until"); RETURN NULL;', hash='46bb4d1c4f2d134e30450b257a55a6ce0e02b37e', operation='DELETE', pgid='pgtrigger_delete_delete_b04f8', table='access_casegrant', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='casegrantevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='630fef402df8c8ce34c26f1767337551f03baa3a', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_0816e', table='access_casegrantevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='exclusion',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "access_exclusionevent" ("case_id", "id", "made_at", "made_by_id", "officer_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason") VALUES (NEW."case_id", NEW."id", NEW."made_at", NEW."made_by_id", NEW."officer_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason"); RETURN NULL;', hash='f15e33846f204af430a06d187455ff06ffdf2901', operation='INSERT', pgid='pgtrigger_insert_insert_5291b', table='access_exclusion', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='exclusion',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "access_exclusionevent" ("case_id", "id", "made_at", "made_by_id", "officer_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason") VALUES (NEW."case_id", NEW."id", NEW."made_at", NEW."made_by_id", NEW."officer_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason"); RETURN NULL;', hash='35a95c112aa4aa42c2f9276ec5a44199628ceca1', operation='UPDATE', pgid='pgtrigger_update_update_3a6f5', table='access_exclusion', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='exclusion',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "access_exclusionevent" ("case_id", "id", "made_at", "made_by_id", "officer_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason") VALUES (OLD."case_id", OLD."id", OLD."made_at", OLD."made_by_id", OLD."officer_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reason"); RETURN NULL;', hash='3699823c1f8c77e1ee2f1f5afbb6851c7b33590d', operation='DELETE', pgid='pgtrigger_delete_delete_72dff', table='access_exclusion', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='exclusionevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='098bb7c5d332eccbaf4a7322eed7c45a957dcde5', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_abbba', table='access_exclusionevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='unitgrant',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "access_unitgrantevent" ("basis", "content_object_id", "given_by_id", "id", "permission_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "user_id", "valid_from", "valid_until") VALUES (NEW."basis", NEW."content_object_id", NEW."given_by_id", NEW."id", NEW."permission_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason", NEW."user_id", NEW."valid_from", NEW."valid_until"); RETURN NULL;', hash='06e87e148c6867481f97cd13a19f1c88b707b2ea', operation='INSERT', pgid='pgtrigger_insert_insert_4b77a', table='access_unitgrant', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='unitgrant',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "access_unitgrantevent" ("basis", "content_object_id", "given_by_id", "id", "permission_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "user_id", "valid_from", "valid_until") VALUES (NEW."basis", NEW."content_object_id", NEW."given_by_id", NEW."id", NEW."permission_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."user_id", NEW."valid_from", NEW."valid_until"); RETURN NULL;', hash='d809866fa69376c0115141b5e0a7171de7051348', operation='UPDATE', pgid='pgtrigger_update_update_4b2d3', table='access_unitgrant', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='unitgrant',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "access_unitgrantevent" ("basis", "content_object_id", "given_by_id", "id", "permission_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "user_id", "valid_from", "valid_until") VALUES (OLD."basis", OLD."content_object_id", OLD."given_by_id", OLD."id", OLD."permission_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reason", OLD."user_id", OLD."valid_from", OLD."valid_until"); RETURN NULL;', hash='386099ccd8386f681cb8e2d33890bae43fcceff9', operation='DELETE', pgid='pgtrigger_delete_delete_ca02e', table='access_unitgrant', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='unitgrantevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='1a758809d6a0c285d85e54ae8a56665402f4b2b3', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_22f9d', table='access_unitgrantevent', when='BEFORE')),
        ),
    ]
