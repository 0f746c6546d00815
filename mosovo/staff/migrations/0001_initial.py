import django.contrib.postgres.constraints
import django.contrib.postgres.fields
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
        ('auth', '0012_alter_user_first_name_max_length'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        migrations.CreateModel(
            name='Force',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=10, unique=True)),
                ('name', models.CharField(max_length=100)),
            ],
        ),
        migrations.CreateModel(
            name='Role',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(max_length=40, unique=True)),
                ('name', models.CharField(max_length=80)),
                ('abilities', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('see_flags', 'See the operational flag of every person managed'), ('hold_cases', 'Be the offender manager of cases'), ('supervise', "Supervise a unit's officers and allocate its cases"), ('manage_unit', 'Manage a unit'), ('decide_disclosure', 'Decide disclosures put before them'), ('chair_meetings', 'Chair multi-agency public protection meetings'), ('handle_media', 'Handle enquiries from the media'), ('read_intelligence', 'Read intelligence reports and nominal links'), ('audit', 'Read the record of looks and changes'), ('administer', 'Administer people, units, settings and reference data')], max_length=40), blank=True, default=list, size=None)),
                ('unit_permissions', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), blank=True, default=list, help_text="Rights on the unit's cases that are granted with the role, for example view_unit_cases.", size=None)),
            ],
            options={
                'ordering': ('name',),
            },
        ),
        migrations.CreateModel(
            name='Unit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(max_length=20, unique=True)),
                ('name', models.CharField(max_length=100)),
                ('area', models.CharField(blank=True, help_text='The places the unit covers.', max_length=200)),
                ('phone', models.CharField(blank=True, max_length=30)),
                ('email', models.EmailField(blank=True, max_length=254)),
                ('manages_cases', models.BooleanField(default=True)),
                ('force', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='units', to='staff.force')),
            ],
            options={
                'ordering': ('name',),
            },
        ),
        migrations.CreateModel(
            name='Officer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                ('sign_in', models.CharField(max_length=50, unique=True, verbose_name='sign-in name')),
                ('number', models.CharField(max_length=20, unique=True, verbose_name='warrant or staff number')),
                ('given_names', models.CharField(max_length=100)),
                ('family_name', models.CharField(max_length=100)),
                ('email', models.EmailField(blank=True, max_length=254)),
                ('rank', models.CharField(choices=[('staff', 'Police staff'), ('constable', 'Constable'), ('sergeant', 'Sergeant'), ('inspector', 'Inspector'), ('chief_inspector', 'Chief inspector'), ('superintendent', 'Superintendent'), ('chief_superintendent', 'Chief superintendent'), ('assistant_chief_constable', 'Assistant chief constable'), ('deputy_chief_constable', 'Deputy chief constable'), ('chief_constable', 'Chief constable')], max_length=30, verbose_name='rank or grade')),
                ('vetting_level', models.CharField(choices=[('none', 'None'), ('nppv1', 'NPPV1'), ('nppv2', 'NPPV2'), ('nppv3', 'NPPV3'), ('mv', 'Management vetting')], default='none', max_length=10)),
                ('vetting_expires_on', models.DateField(blank=True, null=True)),
                ('is_active', models.BooleanField(default=True, verbose_name='may sign in')),
                ('is_staff', models.BooleanField(default=False, verbose_name='may open Django admin')),
                ('groups', models.ManyToManyField(blank=True, help_text='The groups this user belongs to. A user will get all permissions granted to each of their groups.', related_name='user_set', related_query_name='user', to='auth.group', verbose_name='groups')),
                ('user_permissions', models.ManyToManyField(blank=True, help_text='Specific permissions for this user.', related_name='user_set', related_query_name='user', to='auth.permission', verbose_name='user permissions')),
                ('unit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='officers', to='staff.unit')),
            ],
            options={
                'ordering': ('family_name', 'given_names'),
                'constraints': [models.CheckConstraint(condition=models.Q(('is_superuser', False)), name='staff_no_superuser')],
            },
        ),
        migrations.CreateModel(
            name='UnitEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('code', models.SlugField(db_index=False, max_length=20)),
                ('name', models.CharField(max_length=100)),
                ('area', models.CharField(blank=True, help_text='The places the unit covers.', max_length=200)),
                ('phone', models.CharField(blank=True, max_length=30)),
                ('email', models.EmailField(blank=True, max_length=254)),
                ('manages_cases', models.BooleanField(default=True)),
                ('force', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='staff.force')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='staff.unit')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='RoleHolding',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField(blank=True, help_text='The last day; empty while it lasts.', null=True)),
                ('officer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='holdings', to=settings.AUTH_USER_MODEL)),
                ('role', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='holdings', to='staff.role')),
                ('unit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='holdings', to='staff.unit')),
            ],
            options={
                'ordering': ('-starts_on',),
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='staff_holding_dates_in_order'), django.contrib.postgres.constraints.ExclusionConstraint(expressions=(('officer', '='), ('role', '='), (models.Func(models.F('unit'), models.Value(0), function='COALESCE'), '='), (mosovo.staff.models.DateRange('starts_on', 'ends_on', django.contrib.postgres.fields.ranges.RangeBoundary(inclusive_upper=True)), '&&')), name='staff_holding_no_overlap')],
            },
        ),
        migrations.CreateModel(
            name='OfficerEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                ('sign_in', models.CharField(max_length=50, verbose_name='sign-in name')),
                ('number', models.CharField(max_length=20, verbose_name='warrant or staff number')),
                ('given_names', models.CharField(max_length=100)),
                ('family_name', models.CharField(max_length=100)),
                ('email', models.EmailField(blank=True, max_length=254)),
                ('rank', models.CharField(choices=[('staff', 'Police staff'), ('constable', 'Constable'), ('sergeant', 'Sergeant'), ('inspector', 'Inspector'), ('chief_inspector', 'Chief inspector'), ('superintendent', 'Superintendent'), ('chief_superintendent', 'Chief superintendent'), ('assistant_chief_constable', 'Assistant chief constable'), ('deputy_chief_constable', 'Deputy chief constable'), ('chief_constable', 'Chief constable')], max_length=30, verbose_name='rank or grade')),
                ('vetting_level', models.CharField(choices=[('none', 'None'), ('nppv1', 'NPPV1'), ('nppv2', 'NPPV2'), ('nppv3', 'NPPV3'), ('mv', 'Management vetting')], default='none', max_length=10)),
                ('vetting_expires_on', models.DateField(blank=True, null=True)),
                ('is_active', models.BooleanField(default=True, verbose_name='may sign in')),
                ('is_staff', models.BooleanField(default=False, verbose_name='may open Django admin')),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to=settings.AUTH_USER_MODEL)),
                ('unit', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='staff.unit')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='RoleHoldingEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField(blank=True, help_text='The last day; empty while it lasts.', null=True)),
                ('officer', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='staff.roleholding')),
                ('role', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='staff.role')),
                ('unit', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='staff.unit')),
            ],
            options={
                'abstract': False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='unit',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "staff_unitevent" ("area", "code", "email", "force_id", "id", "manages_cases", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone") VALUES (NEW."area", NEW."code", NEW."email", NEW."force_id", NEW."id", NEW."manages_cases", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."phone"); RETURN NULL;', hash='0ca3964bfb80fe84978c0985e3d62bf98e7cf494', operation='INSERT', pgid='pgtrigger_insert_insert_d2529', table='staff_unit', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='unit',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "staff_unitevent" ("area", "code", "email", "force_id", "id", "manages_cases", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone") VALUES (NEW."area", NEW."code", NEW."email", NEW."force_id", NEW."id", NEW."manages_cases", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."phone"); RETURN NULL;', hash='9c80f0b24496198b1b4cf1b14faf83fdf82aca8c', operation='UPDATE', pgid='pgtrigger_update_update_2870e', table='staff_unit', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='unit',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "staff_unitevent" ("area", "code", "email", "force_id", "id", "manages_cases", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone") VALUES (OLD."area", OLD."code", OLD."email", OLD."force_id", OLD."id", OLD."manages_cases", OLD."name", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."phone"); RETURN NULL;', hash='d368be7136d2aaefa9bac47b6e69796507493835', operation='DELETE', pgid='pgtrigger_delete_delete_d5ba3', table='staff_unit', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='roleholdingevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='5e146d214acc0cf4a0d93fdead738eb3a3ab3cc3', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_e1929', table='staff_roleholdingevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='roleholding',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "staff_roleholdingevent" ("ends_on", "id", "officer_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role_id", "starts_on", "unit_id") VALUES (NEW."ends_on", NEW."id", NEW."officer_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."role_id", NEW."starts_on", NEW."unit_id"); RETURN NULL;', hash='57075b692e0014f3a1c00fe0d4621bcb19d1de47', operation='INSERT', pgid='pgtrigger_insert_insert_6e49a', table='staff_roleholding', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='roleholding',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "staff_roleholdingevent" ("ends_on", "id", "officer_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role_id", "starts_on", "unit_id") VALUES (NEW."ends_on", NEW."id", NEW."officer_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."role_id", NEW."starts_on", NEW."unit_id"); RETURN NULL;', hash='72d7694da84af1a88b2e8a4a6722c79d79bfba1f', operation='UPDATE', pgid='pgtrigger_update_update_a9f15', table='staff_roleholding', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='roleholding',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "staff_roleholdingevent" ("ends_on", "id", "officer_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role_id", "starts_on", "unit_id") VALUES (OLD."ends_on", OLD."id", OLD."officer_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."role_id", OLD."starts_on", OLD."unit_id"); RETURN NULL;', hash='e6aa04f3fa851212b0f1954ba62ee09174fc224c', operation='DELETE', pgid='pgtrigger_delete_delete_76841', table='staff_roleholding', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='officerevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='d07eb57e2fa0fed9c25b018a8dbab956b89b5e7b', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_3e368', table='staff_officerevent', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='officer',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "staff_officerevent" ("email", "family_name", "given_names", "id", "is_active", "is_staff", "is_superuser", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rank", "sign_in", "unit_id", "vetting_expires_on", "vetting_level") VALUES (NEW."email", NEW."family_name", NEW."given_names", NEW."id", NEW."is_active", NEW."is_staff", NEW."is_superuser", NEW."number", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."rank", NEW."sign_in", NEW."unit_id", NEW."vetting_expires_on", NEW."vetting_level"); RETURN NULL;', hash='feb578dd5aae29c4ba1740a3844d7a156e9f015b', operation='INSERT', pgid='pgtrigger_insert_insert_66997', table='staff_officer', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='officer',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."email" IS DISTINCT FROM (NEW."email") OR OLD."family_name" IS DISTINCT FROM (NEW."family_name") OR OLD."given_names" IS DISTINCT FROM (NEW."given_names") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_active" IS DISTINCT FROM (NEW."is_active") OR OLD."is_staff" IS DISTINCT FROM (NEW."is_staff") OR OLD."is_superuser" IS DISTINCT FROM (NEW."is_superuser") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."rank" IS DISTINCT FROM (NEW."rank") OR OLD."sign_in" IS DISTINCT FROM (NEW."sign_in") OR OLD."unit_id" IS DISTINCT FROM (NEW."unit_id") OR OLD."vetting_expires_on" IS DISTINCT FROM (NEW."vetting_expires_on") OR OLD."vetting_level" IS DISTINCT FROM (NEW."vetting_level"))', func='INSERT INTO "staff_officerevent" ("email", "family_name", "given_names", "id", "is_active", "is_staff", "is_superuser", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rank", "sign_in", "unit_id", "vetting_expires_on", "vetting_level") VALUES (NEW."email", NEW."family_name", NEW."given_names", NEW."id", NEW."is_active", NEW."is_staff", NEW."is_superuser", NEW."number", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."rank", NEW."sign_in", NEW."unit_id", NEW."vetting_expires_on", NEW."vetting_level"); RETURN NULL;', hash='90bf17c752abd8ca742bddc53ff60aa651fe69d7', operation='UPDATE', pgid='pgtrigger_update_update_afc7e', table='staff_officer', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='officer',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "staff_officerevent" ("email", "family_name", "given_names", "id", "is_active", "is_staff", "is_superuser", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rank", "sign_in", "unit_id", "vetting_expires_on", "vetting_level") VALUES (OLD."email", OLD."family_name", OLD."given_names", OLD."id", OLD."is_active", OLD."is_staff", OLD."is_superuser", OLD."number", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."rank", OLD."sign_in", OLD."unit_id", OLD."vetting_expires_on", OLD."vetting_level"); RETURN NULL;', hash='48ba454173f626d5f6d3822e43909a19e1fbbf4f', operation='DELETE', pgid='pgtrigger_delete_delete_81b65', table='staff_officer', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='unitevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='2576d12f98e2c1de54610624f4909cde0538bab8', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_45431', table='staff_unitevent', when='BEFORE')),
        ),
    ]
